import { pathToFileURL } from 'node:url'
import { migrate } from '../../../src/store/database/migrate.ts'
import { connectTo } from '../connection.ts'
import { silentLog } from '../log.ts'

const [url = '', folder = ''] = process.argv.slice(2)
const { connection, close } = await connectTo(url)
process.stdout.write('connected')
await migrate({ connection, log: silentLog, folder: pathToFileURL(`${folder}/`) })
await close()
