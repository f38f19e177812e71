/** Parameters that every cmdlet and advanced function has, with their aliases. */
export const commonParameters: readonly (readonly [name: string, alias: string, isSwitch: boolean])[] = [
  ['Verbose', 'vb', true],
  ['Debug', 'db', true],
  ['ErrorAction', 'ea', false],
  ['WarningAction', 'wa', false],
  ['InformationAction', 'infa', false],
  ['ProgressAction', 'proga', false],
  ['ErrorVariable', 'ev', false],
  ['WarningVariable', 'wv', false],
  ['InformationVariable', 'iv', false],
  ['OutVariable', 'ov', false],
  ['OutBuffer', 'ob', false],
  ['PipelineVariable', 'pv', false],
];

export const shouldProcessParameters: typeof commonParameters = [
  ['WhatIf', 'wi', true],
  ['Confirm', 'cf', true],
];
