/** What the doctor asks of the network, of Kerberos and of the local PowerShell: behind domain's EndpointProbe and EngineDiagnosis. */
export { createEndpointProbe, type EndpointProbeOptions, lookForObstacle } from './endpoint-probe.ts';
export { askPowerShell, type PowerShellQuestion, powerShellMissing } from './powershell-facts.ts';
export { getTickets, type TicketSource } from './tickets.ts';
