import { z } from 'zod'
import { type Endpoint, endpoint } from './endpoint.ts'

const multipart = { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] }
const failure = {
  type: 'object',
  required: ['errors'],
  properties: {
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'message', 'long_message', 'meta'],
        properties: {
          code: { type: 'string' },
          message: { type: 'string' },
          long_message: { type: 'string' },
          meta: { type: 'object', properties: { param_name: { type: 'string' } } },
        },
      },
    },
    clerk_trace_id: { type: 'string' },
  },
}

/** The endpoint that describes the others, in the words of OpenAPI 3.1; made of the schemas that check their input. */
export function openApi(endpoints: readonly Endpoint[]): Endpoint {
  let document: object | undefined
  const self = endpoint({
    method: 'get',
    path: '/v1/openapi.json',
    summary: 'This document',
    async run({ services }) {
      document ??= describe([...endpoints, self])
      return { ...document, servers: [{ url: services.issuer.origin }] }
    },
  })
  return self
}

function describe(endpoints: readonly Endpoint[]) {
  const paths: Record<string, Record<string, object>> = {}
  for (const one of endpoints) {
    const path = one.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [one.method]: operation(one) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Latchkey backend API', version: '1' },
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A backend key, sk_…' } },
      responses: { Failure: { description: 'Refused', content: { 'application/json': { schema: failure } } } },
    },
  }
}

function operation({ method, path, summary, query, body }: Endpoint): object {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const words = path.split(/\W+/).filter(Boolean)
  return {
    operationId: [method, ...words].join('_'),
    tags: [words.find((word) => word !== 'v1')],
    summary,
    parameters: [...inPath, ...(query ? inQuery(query) : [])],
    ...(body ? { requestBody: { required: true, content: contentOf(body) } } : {}),
    responses: {
      200: { description: 'Done', content: { 'application/json': {} } },
      default: { $ref: '#/components/responses/Failure' },
    },
  }
}

function inQuery(query: z.ZodType): object[] {
  const { properties = {} } = jsonSchema(query)
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }))
}

function contentOf(body: z.ZodType | 'multipart'): object {
  return body === 'multipart'
    ? { 'multipart/form-data': { schema: multipart } }
    : { 'application/json': { schema: jsonSchema(body) } }
}

// As callers write it: before defaults and transformations.
function jsonSchema(schema: z.ZodType): z.core.JSONSchema.JSONSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return rest
}
