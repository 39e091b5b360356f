import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { lockDataDir } from '../../../src/store/database/data-dir-lock.ts'

// Takes the directory and keeps it until it is killed; a refusal ends the process with code 1.
lockDataDir(process.argv[2] ?? '')
// A lock must outlive the collection of garbage, whether or not its owner keeps what it was given.
setFlagsFromString('--expose-gc')
runInNewContext('gc')()
process.stdout.write('taken')
setInterval(() => {}, 60_000)
