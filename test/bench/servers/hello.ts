import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveBench } from './answer.ts'

const server = createServer((_request, response) => {
  response.setHeader('content-type', 'text/plain')
  response.end('hello')
})
server.listen(0, '127.0.0.1', () => serveBench(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
