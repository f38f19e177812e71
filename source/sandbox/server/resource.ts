import { configurationResourceUri } from '../../wsman/index.ts';

/** The one session configuration that these servers have. */
export const exchangeResourceUri = configurationResourceUri('Microsoft.Exchange');

export function isExchangeResource(uri: string): boolean {
  return uri.split('?', 1)[0]!.toLowerCase() === exchangeResourceUri.toLowerCase();
}
