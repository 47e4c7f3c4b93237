// Reads cases as a JSON array from standard input, asks the simulator about each, and writes its answers as a JSON array.
import { runSimulation } from '@cloud-copilot/iam-simulate'

const PRINCIPAL = 'arn:aws:iam::111122223333:user/kim'
const ACCOUNT = '111122223333'

async function judge({ action, resource, context, identity, boundary }) {
  const answer = await runSimulation(
    {
      request: {
        principal: PRINCIPAL,
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: context
      },
      identityPolicies: identity.map((policy, index) => ({ name: `identity-${index}`, policy })),
      permissionBoundaryPolicies: boundary ? [{ name: 'boundary', policy: boundary }] : undefined,
      serviceControlPolicies: [],
      resourceControlPolicies: []
    },
    {}
  )
  if (answer.resultType === 'error') {
    return { error: answer.errors }
  }
  const analysis = answer.result.analysis
  return {
    identity: analysis.identityAnalysis.result,
    boundary: analysis.permissionBoundaryAnalysis?.result ?? null,
    overall: answer.overallResult,
    ignored: answer.result.ignoredContextKeys
  }
}

let text = ''
for await (const chunk of process.stdin) {
  text += chunk
}
const answers = []
for (const one of JSON.parse(text)) {
  answers.push(await judge(one).catch((problem) => ({ error: { message: `crash: ${problem.message}` } })))
}
process.stdout.write(JSON.stringify(answers))
