/* Replays the events that the tests wrote with the distribution, and the gate that wrote them. */
def distribution = new File(basedir, '../../../../host/target').listFiles()
    ?.find { it.directory && new File(it, 'bin/gatehouse').exists() }
assert distribution != null : 'there is no distribution in host/target: build the module host too'

def plugins = new File(basedir, 'target/plugins')
plugins.mkdirs()
def jar = new File(basedir, '../gating-hashing/target/gating-hashing-1.0.0.jar')
new File(plugins, jar.name).bytes = jar.bytes
def events = new File(basedir, 'target/events.jsonl')

def process = new ProcessBuilder(
    new File(distribution, 'bin/gatehouse').path, 'replay', '--json', '--strict', events.path,
    '--set', "gatehouse.plugins.path=[\"${plugins.canonicalPath}\"]",
    '--set', 'gatehouse.gating.model=hashing',
    '--set', 'gatehouse.gating.learning-rate=0.05',
    '--set', 'gatehouse.selection.k=3')
    .redirectError(new File(basedir, 'target/replay.err'))
    .start()
process.outputStream.close()
def report = process.inputStream.getText('UTF-8')
assert process.waitFor() == 0 : new File(basedir, 'target/replay.err').text

def parsed = new groovy.json.JsonSlurper().parseText(report)
assert parsed.events == events.readLines().size()
assert parsed.skipped == 0
println "replayed ${parsed.events} events of ${events.name} in ${distribution.name}"
