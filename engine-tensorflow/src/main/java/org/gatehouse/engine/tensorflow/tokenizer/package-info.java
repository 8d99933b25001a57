/** Text to token ids with Hugging Face tokenizers, long text in chunks. */
@NullMarked
package org.gatehouse.engine.tensorflow.tokenizer;

import org.jspecify.annotations.NullMarked;
