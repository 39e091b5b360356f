/** Where the Prisma CLI finds its files; passed by --config, so the top level stays small. */
export default {
  schema: 'schema.prisma',
  migrations: { path: 'migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? 'postgresql://localhost/latchkey' },
}
