import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loadConfig } from '../../../src/config.ts'
import { createPasswords } from '../../../src/kit/passwords.ts'
import { benchPassword } from '../bench-client.ts'
import { serveBench } from './answer.ts'

// What a password costs by itself: each request verifies one, with the product's own limits.
const passwords = createPasswords(loadConfig({}).hashing)
const stored = await passwords.hash(benchPassword)
const server = createServer((_request, response) => {
  void passwords.verify(stored, benchPassword).then((matches) => response.end(String(matches)))
})
server.listen(0, '127.0.0.1', () => serveBench(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
