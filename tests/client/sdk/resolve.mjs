// Reads machines as a JSON array from standard input, lets the AWS SDK for JavaScript look for credentials and a Region
// on each, and writes what it found as a JSON array. Only this machine is asked: roles, SSO and processes are stood in
// for, and container and instance metadata come from a server on 127.0.0.1.
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { defaultProvider } from '@aws-sdk/credential-provider-node'
import { NODE_REGION_CONFIG_FILE_OPTIONS, externalDataInterceptor, loadConfig } from '@smithy/core/config'
import { HttpResponse } from '@smithy/core/protocols'

const HOME = '/home/kim'
const LATER = '2100-01-01T00:00:00Z'
const root = mkdtempSync(join(tmpdir(), 'sdk-'))

const credentials = (name) => ({
  AccessKeyId: name, SecretAccessKey: 'secret', Token: 'token', Expiration: LATER, Code: 'Success', Type: 'AWS-HMAC',
  LastUpdated: LATER
})
const server = createServer((request, response) => {
  if (request.url === '/container') return response.end(JSON.stringify(credentials('container')))
  if (request.url === '/latest/api/token') return response.end('metadata-token')
  if (request.url.endsWith('/security-credentials/')) return response.end('role')
  response.end(JSON.stringify(credentials('instance')))
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = `http://127.0.0.1:${server.address().port}`

const sso = {
  async handle(request) {
    const { account_id: account, role_name: role } = request.query
    const roleCredentials = {
      accessKeyId: `sso ${JSON.stringify([account, role])}`, secretAccessKey: 'secret', sessionToken: 'token',
      expiration: Date.parse(LATER)
    }
    const body = Readable.from([Buffer.from(JSON.stringify({ roleCredentials }))])
    return { response: new HttpResponse({ statusCode: 200, headers: {}, body }) }
  }
}
externalDataInterceptor.getTokenRecord().exec = (command, done) =>
  done(null, { stdout: JSON.stringify({ Version: 1, AccessKeyId: `process ${command}`, SecretAccessKey: 'secret' }) })
const told = ({ accessKeyId, secretAccessKey, sessionToken, $source }) => ({
  keys: [accessKeyId, secretAccessKey, sessionToken ?? ''],
  features: Object.keys($source ?? {})
})
const assumed = (kind) => async (...given) => {
  const { RoleArn } = given[given.length - 1]
  const via = kind === 'role' ? told(given[0]) : null
  return { accessKeyId: `${kind} ${JSON.stringify([RoleArn, via])}`, secretAccessKey: 'secret', sessionToken: 'token' }
}

function prepare({ variables, files, tokens, logins }, index) {
  const home = join(root, String(index))
  for (const [path, content] of Object.entries(files)) {
    const place = path.replaceAll(HOME, home)
    mkdirSync(dirname(place), { recursive: true })
    writeFileSync(place, Buffer.from(Buffer.from(content, 'base64').toString('latin1').replaceAll(HOME, home), 'latin1'))
  }
  const cache = join(home, 'login')
  mkdirSync(cache, { recursive: true })
  for (const session of logins) {
    const accessToken = {
      accessKeyId: `login ${session}`, secretAccessKey: 'secret', sessionToken: 'token', accountId: '1', expiresAt: LATER
    }
    const token = { accessToken, clientId: 'c', refreshToken: 'r', dpopKey: 'd' }
    writeFileSync(join(cache, `${createHash('sha256').update(session).digest('hex')}.json`), JSON.stringify(token))
  }
  for (const id of tokens) {
    externalDataInterceptor.interceptToken(id, { accessToken: id, expiresAt: LATER, startUrl: id, region: 'us-east-1' })
  }
  for (const name of Object.keys(process.env)) delete process.env[name]
  for (const [name, value] of Object.entries(variables)) {
    process.env[name] = value.replaceAll(HOME, home).replaceAll('{address}', address)
  }
  process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT = address
  process.env.AWS_LOGIN_CACHE_DIRECTORY = cache
  return home
}

async function resolve(machine, index) {
  const home = prepare(machine, index)
  const region = await loadConfig(
    { environmentVariableSelector: () => undefined, configFileSelector: (keys) => keys.region, default: () => undefined },
    { ...NODE_REGION_CONFIG_FILE_OPTIONS, ignoreCache: true }
  )().catch(() => undefined)
  try {
    const found = await defaultProvider({
      ignoreCache: true,
      logger: { debug() {}, info() {}, warn() {}, error() {} },
      roleAssumer: assumed('role'),
      roleAssumerWithWebIdentity: assumed('web'),
      clientConfig: { requestHandler: sso }
    })()
    return { found: told(found), region }
  } catch (error) {
    return { error: String(error.message).replaceAll(home, HOME), region }
  }
}

let text = ''
for await (const chunk of process.stdin) text += chunk
const { machines, values } = JSON.parse(text)
const answers = []
process.on('unhandledRejection', () => {}) // a source profile that fails behind a role that wants a code
for (const [index, machine] of machines.entries()) answers.push(await resolve(machine, index))
rmSync(root, { recursive: true, force: true })
server.close()
process.stdout.write(JSON.stringify({ answers, values: values.map((value) => String(value)) }))
