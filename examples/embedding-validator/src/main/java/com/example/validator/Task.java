package com.example.validator;

/**
 * A prompt that is put to peers.
 *
 * @param name what the event log calls this kind of round, such as {@code answer}
 * @param taskType what is asked for, such as {@code summary} or {@code question}
 * @param prompt the text that peers get
 */
public record Task(String name, String taskType, String prompt) {}
