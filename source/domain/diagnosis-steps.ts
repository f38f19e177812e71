/** Who answers a step: the PowerShell of this computer, what lies on the way, the domain's Kerberos, the server itself. */
type Asked = 'sandbox' | 'powershell' | 'network' | 'tls' | 'domain' | 'server';

/**
 * The steps on the way to a working session, in the order in which they are walked. `needs`: what must hold for the step
 * to make sense; a step that is not part of an examination counts as holding.
 */
export const diagnosisSteps = [
  { id: 'sandbox', asks: 'sandbox', title: 'Sandbox organisation', needs: [] },
  { id: 'powershell.executable', asks: 'powershell', title: 'PowerShell executable', needs: [] },
  { id: 'powershell.version', asks: 'powershell', title: 'PowerShell version', needs: ['powershell.executable'] },
  { id: 'powershell.language', asks: 'powershell', title: 'Language mode', needs: ['powershell.executable'] },
  { id: 'powershell.policy', asks: 'powershell', title: 'Execution policy', needs: ['powershell.executable'] },
  { id: 'powershell.wsman', asks: 'powershell', title: 'WSMan client', needs: ['powershell.executable'] },
  { id: 'resolve', asks: 'network', title: 'Name resolution', needs: ['sandbox'] },
  { id: 'tcp', asks: 'network', title: 'TCP connection', needs: ['resolve'] },
  { id: 'tls', asks: 'tls', title: 'Certificate', needs: ['tcp'] },
  { id: 'http', asks: 'network', title: 'HTTP answer', needs: ['tcp', 'tls'] },
  { id: 'schemes', asks: 'network', title: 'Authentication offered', needs: ['http'] },
  { id: 'clock', asks: 'domain', title: 'Clock', needs: ['schemes'] },
  { id: 'ticket', asks: 'domain', title: 'Kerberos ticket', needs: ['clock'] },
  { id: 'spn', asks: 'domain', title: 'Service principal name', needs: ['ticket'] },
  {
    id: 'authentication',
    asks: 'server',
    title: 'Authentication',
    needs: ['schemes', 'spn', 'powershell.version', 'powershell.language', 'powershell.wsman'],
  },
  { id: 'configuration', asks: 'server', title: 'Configuration', needs: ['authentication'] },
  { id: 'access', asks: 'server', title: 'Remote PowerShell of the account', needs: ['configuration'] },
  { id: 'quota', asks: 'server', title: 'Session quota', needs: ['access'] },
  { id: 'open', asks: 'server', title: 'Shell and runspace', needs: ['quota'] },
  { id: 'shells', asks: 'server', title: 'Shells already open', needs: ['authentication'] },
  { id: 'roles', asks: 'server', title: 'Cmdlets granted', needs: ['open', 'powershell.policy'] },
  { id: 'certificate', asks: 'server', title: 'Get-ExchangeCertificate', needs: ['roles'] },
  { id: 'roundTrip', asks: 'server', title: 'Round-trip time', needs: ['open'] },
  { id: 'removal', asks: 'server', title: 'Shell removed', needs: ['open'] },
] as const satisfies readonly { id: string; asks: Asked; title: string; needs: readonly string[] }[];

export type DiagnosisStepId = (typeof diagnosisSteps)[number]['id'];

export function diagnosisStep(id: DiagnosisStepId): (typeof diagnosisSteps)[number] {
  return diagnosisSteps.find((step) => step.id === id)!;
}

export function stepTitle(id: DiagnosisStepId): string {
  return diagnosisStep(id).title;
}
