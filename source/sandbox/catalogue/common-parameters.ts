import { kinds, type ParameterKind } from './parameter-kinds.ts';

interface CommonParameter {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly kind: ParameterKind;
}

const common = (name: string, alias: string, kind: ParameterKind): CommonParameter => ({
  name,
  aliases: [alias],
  kind,
});

/**
 * PowerShell's common parameters, in the order in which its server describes them. All of them are told: a client looks
 * whether each of its own is there, and where one is missing it lets the proxy's -ErrorAction, -OutVariable and the like
 * be the server's alone, so that nothing of it is caught or filled on its side. A server of Windows PowerShell has no
 * ProgressAction, which a client from PowerShell 7.4 on misses there.
 */
export const commonParameters: readonly CommonParameter[] = [
  common('Verbose', 'vb', kinds.switch),
  common('Debug', 'db', kinds.switch),
  common('ErrorAction', 'ea', kinds.preference),
  common('WarningAction', 'wa', kinds.preference),
  common('InformationAction', 'infa', kinds.preference),
  common('ProgressAction', 'proga', kinds.preference),
  common('ErrorVariable', 'ev', kinds.text),
  common('WarningVariable', 'wv', kinds.text),
  common('InformationVariable', 'iv', kinds.text),
  common('OutVariable', 'ov', kinds.text),
  common('OutBuffer', 'ob', kinds.integer),
  common('PipelineVariable', 'pv', kinds.text),
];
