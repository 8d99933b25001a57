/* Drops the jar that was built into a plugin folder, selects it with one key, and scores a prompt with it. */
def distribution = new File(basedir, '../../../../host/target').listFiles()
    ?.find { it.directory && new File(it, 'bin/gatehouse').exists() }
assert distribution != null : 'there is no distribution in host/target: build the module host too'

def plugins = new File(basedir, 'target/plugins')
plugins.mkdirs()
def jar = new File(basedir, 'target/gating-hashing-1.0.0.jar')
new File(plugins, jar.name).bytes = jar.bytes

def process = new ProcessBuilder(
    new File(distribution, 'bin/gatehouse').path, 'score', '-k', '2', '-',
    '--set', "gatehouse.plugins.path=[\"${plugins.canonicalPath}\"]",
    '--set', 'gatehouse.gating.model=hashing',
    '--set', 'gatehouse.gating.num-uids=8')
    .redirectError(new File(basedir, 'target/score.err'))
    .start()
process.outputStream << 'a prompt\n'
process.outputStream.flush()
def reader = process.inputStream.newReader('UTF-8')
def first = reader.readLine()
assert first == 'a prompt' : new File(basedir, 'target/score.err').text
reader.readLine()

// Still running: everything that it needs is loaded.
def maps = new File("/proc/${process.pid()}/maps")
if (maps.exists()) {
  def libraries = maps.readLines().findAll { it.contains('.so') }.collect { it.toLowerCase(Locale.ROOT) }
  assert libraries.any { it.endsWith('/libjvm.so') }
  assert !libraries.any { it.contains('tensorflow') || it.contains('jnijavacpp') || it.contains('tokenizers') }
}
process.outputStream.close()
assert process.waitFor() == 0
println "scored with ${jar.name} in ${distribution.name}, without a native library"
