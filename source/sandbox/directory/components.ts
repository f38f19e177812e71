import type { Directory } from './directory.ts';
import type { ComponentRequest } from './records.ts';

/** What a server of Exchange 2019 has; those behind it are off unless somebody turns them on. */
export const components = [
  ...['ServerWideOffline', 'HubTransport', 'FrontendTransport', 'Monitoring', 'RecoveryActionsEnabled'],
  ...['AutoDiscoverProxy', 'ActiveSyncProxy', 'EcpProxy', 'EwsProxy', 'ImapProxy', 'OabProxy', 'OwaProxy', 'PopProxy'],
  ...['PushNotificationsProxy', 'RpsProxy', 'RwsProxy', 'RpcProxy', 'XropProxy', 'HttpProxyAvailabilityGroup'],
  ...['MapiProxy', 'EdgeTransport', 'HighAvailability', 'SharedCache', 'MailboxDeliveryProxy', 'RoutingUpdates'],
  ...['RestProxy', 'DefaultProxy', 'Lsass', 'RoutingService', 'E4EProxy', 'CafeLAMv2', 'LogExportProvider'],
  ...['ForwardSyncDaemon', 'ProvisioningRps'],
];
const off = new Set(['ForwardSyncDaemon', 'ProvisioningRps']);
/** What goes on while all else of the server is offline. */
const kept = new Set(['Monitoring', 'RecoveryActionsEnabled']);

const activity = ['Inactive', 'Draining', 'Active'];

const keyOf = (server: string, component: string) => `${server}\\${component}`;

/** What somebody wants of a server's component, in the place of what he wanted before. */
export function requestState(directory: Directory, server: string, component: string, request: ComponentRequest): void {
  const key = keyOf(server, component);
  const others = (directory.components.get(key) ?? []).filter(
    (one) => one.requester.toLowerCase() !== request.requester.toLowerCase(),
  );
  directory.components.set(key, [...others, request]);
}

/** The state of a server's component: the least active that is asked for, by the server as a whole too. */
export function componentState(directory: Directory, server: string, component: string): string {
  const asked = (name: string) => directory.components.get(keyOf(server, name))?.map(({ state }) => state) ?? [];
  const own = asked(component);
  const all = component === 'ServerWideOffline' || kept.has(component) ? [] : asked('ServerWideOffline');
  const usual = own.length === 0 && off.has(component) ? 'Inactive' : 'Active';
  return [...own, ...all].reduce(
    (least, state) => (activity.indexOf(state) < activity.indexOf(least) ? state : least),
    usual,
  );
}
