import { koffi } from '../storage/index.ts';

/** What Windows' settings say of proxies, as they are written there. */
export interface SystemProxy {
  /** `proxy.contoso.com:8080`, or parts such as `http=proxy:80;https=proxy:443`. */
  readonly servers: string;
  /** `*.contoso.com;10.*;<local>` */
  readonly exempt: string;
}

const names = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'];

/**
 * The environment with Windows' proxy in it, where no variable says anything of one: as WinHTTP hands out what the user has set
 * by hand. A script that finds proxies (PAC, WPAD) is not run: what it is for is the internet, and Exchange is not there.
 */
export function withSystemProxy(
  environment: NodeJS.ProcessEnv,
  read: () => SystemProxy | undefined = readSystemProxy,
): NodeJS.ProcessEnv {
  const isSaid = names.some((name) => environment[name] || environment[name.toUpperCase()]);
  const found = isSaid ? undefined : read();
  if (!found) return environment;
  const [http, https] = [serverFor('http', found.servers), serverFor('https', found.servers)];
  return {
    ...environment,
    ...(http && { http_proxy: http }),
    ...(https && { https_proxy: https }),
    no_proxy: found.exempt.replaceAll(';', ','),
  };
}

function serverFor(scheme: string, servers: string): string | undefined {
  const parts = servers.split(/[;\s]+/).filter((part) => part !== '');
  const own = parts.find((part) => part.toLowerCase().startsWith(`${scheme}=`));
  return own?.slice(scheme.length + 1) ?? parts.find((part) => !part.includes('='));
}

/** WINHTTP_CURRENT_USER_IE_PROXY_CONFIG: addresses of three texts, at 8 that of a script, at 16 and 24 what is read here. */
function readSystemProxy(): SystemProxy | undefined {
  if (process.platform !== 'win32') return undefined;
  try {
    const ffi = koffi();
    const get = ffi.load('winhttp.dll').func('WinHttpGetIEProxyConfigForCurrentUser', 'int32_t', ['void *']);
    const free = ffi.load('kernel32.dll').func('GlobalFree', 'uintptr_t', ['uintptr_t']);
    const facts = Buffer.alloc(32);
    if (get(facts) === 0) return undefined;
    const [, servers, exempt] = [8, 16, 24].map((at) => {
      const address = facts.readBigUInt64LE(at);
      if (address === 0n) return '';
      const text = String(ffi.decode(address, 'char16_t', -1));
      free(address);
      return text;
    });
    return servers ? { servers, exempt: exempt ?? '' } : undefined;
  } catch {
    return undefined;
  }
}
