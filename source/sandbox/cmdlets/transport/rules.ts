import { kinds } from '../../catalogue/parameter-kinds.ts';
import type { Directory } from '../../directory/directory.ts';
import { findNamed, matchNamed } from '../../directory/identity.ts';
import type { TransportRule } from '../../directory/records.ts';
import { objectNotFound, TaskFailure } from '../../directory/task-failure.ts';
import { ruleSettings, transportRuleView } from '../../directory/views/rules.ts';
import type { CmdletDefinition } from '../definition.ts';
import { given, parameterValue, textParameter } from '../parameters.ts';
import { writeLimited } from '../selection.ts';
import type { CmdletContext } from '../types.ts';

const tasks = 'Microsoft.Exchange.MessagingPolicies.Rules.Tasks.';
const scopes = (which: string) => kinds.enumOf(`${tasks}${which}Scope`, 'InOrganization', 'NotInOrganization');
const ownKinds = {
  Comments: kinds.text,
  Mode: kinds.enumOf('Microsoft.Exchange.MessagingPolicies.Rules.RuleMode', 'Audit', 'AuditAndNotify', 'Enforce'),
  FromScope: scopes('FromUser'),
  SentToScope: scopes('ToUser'),
  ApplyHtmlDisclaimerLocation: kinds.enumOf(`${tasks}DisclaimerLocation`, 'Append', 'Prepend'),
  ApplyHtmlDisclaimerFallbackAction: kinds.enumOf(`${tasks}DisclaimerFallbackAction`, 'Wrap', 'Ignore', 'Reject'),
};

/** A cmdlet that changes the rule of its -Identity. */
function changing(
  verb: string,
  synopsis: string,
  description: string,
  change: (rule: TransportRule, context: CmdletContext, directory: Directory) => void,
): CmdletDefinition {
  return {
    name: `${verb}-TransportRule`,
    className: `${tasks}${verb}TransportRule`,
    synopsis,
    outputTypes: [],
    ...(verb === 'Set' && { kinds: ownKinds }),
    async run(context, directory) {
      const rule = findNamed(directory.transportRules, textParameter(context, 'Identity') ?? '');
      if (!(await context.shouldProcess(`${description} the transport rule "${rule.name}".`))) return;
      change(rule, context, directory);
      rule.changed = context.now();
    },
  };
}

export const ruleCmdlets: readonly CmdletDefinition[] = [
  {
    name: 'Get-TransportRule',
    className: `${tasks}GetTransportRule`,
    synopsis: 'Shows the rules that mail goes through, in their order.',
    outputTypes: [`${tasks}TransportRule`],
    kinds: { State: kinds.enumOf('Microsoft.Exchange.MessagingPolicies.Rules.RuleState', 'Enabled', 'Disabled') },
    async run(context, directory) {
      const { transportRules: all } = directory;
      const identity = textParameter(context, 'Identity');
      const state = textParameter(context, 'State');
      const found = identity === undefined ? all : matchNamed(all, identity);
      if (identity !== undefined && found.length === 0 && !identity.includes('*')) throw objectNotFound(identity);
      const wanted = found.filter((rule) => !state || rule.enabled === (state === 'Enabled'));
      await writeLimited(
        context,
        wanted.map((rule) => transportRuleView(rule, all.indexOf(rule))),
      );
    },
  },
  {
    name: 'New-TransportRule',
    className: `${tasks}NewTransportRule`,
    synopsis: 'Makes a rule for mail.',
    outputTypes: [`${tasks}TransportRule`],
    mandatory: ['Name'],
    positional: ['Name'],
    pipeline: [],
    kinds: ownKinds,
    async run(context, directory) {
      const name = textParameter(context, 'Name') ?? '';
      if (matchNamed(directory.transportRules, name).length > 0) {
        throw new TaskFailure(`${tasks}RuleAlreadyExistsException`, `There is a transport rule "${name}" already.`, {
          target: name,
        });
      }
      if (!(await context.shouldProcess(`Creating the transport rule "${name}".`))) return;
      const settings = new Map();
      const rule = { guid: directory.random.guid(), name, enabled: true, changed: context.now(), settings };
      if (given(context, 'Enabled')) rule.enabled = parameterValue(context, 'Enabled') === true;
      keep(rule, context);
      directory.transportRules.push(rule);
      place(rule, context, directory);
      await context.writeOutput(transportRuleView(rule, directory.transportRules.indexOf(rule)));
    },
  },
  changing('Set', 'Changes a rule for mail.', 'Setting', (rule, context, directory) => {
    rule.name = textParameter(context, 'Name') ?? rule.name;
    keep(rule, context);
    place(rule, context, directory);
  }),
  changing('Enable', 'Lets a rule be applied.', 'Enabling', (rule, context) => {
    rule.enabled = true;
    keep(rule, context);
  }),
  changing('Disable', 'Lets a rule rest.', 'Disabling', (rule) => {
    rule.enabled = false;
  }),
  changing('Remove', 'Removes a rule for mail.', 'Removing', (rule, _, { transportRules }) => {
    transportRules.splice(transportRules.indexOf(rule), 1);
  }),
];

function keep(rule: TransportRule, context: CmdletContext): void {
  for (const name of ruleSettings) if (given(context, name)) rule.settings.set(name, parameterValue(context, name));
}

/** To the place that -Priority asks for; the others move. */
function place(rule: TransportRule, context: CmdletContext, { transportRules }: Directory): void {
  const priority = parameterValue(context, 'Priority');
  if (typeof priority !== 'number') return;
  transportRules.splice(transportRules.indexOf(rule), 1);
  transportRules.splice(Math.max(0, priority), 0, rule);
}
