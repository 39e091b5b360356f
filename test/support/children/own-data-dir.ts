import { lockDataDir } from '../../../src/store/database/data-dir-lock.ts'

// Takes the directory and keeps it until it is killed; a refusal ends the process with code 1.
lockDataDir(process.argv[2] ?? '')
process.stdout.write('taken')
setInterval(() => {}, 60_000)
