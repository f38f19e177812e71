import { type PsObject, type PsValue, psEnum } from '../../../objects/index.ts';
import { exchangeObject } from '../exchange-object.ts';
import { date } from '../quantities.ts';
import type { TransportRule } from '../records.ts';
import { guid } from './common.ts';

/** Conditions, exceptions and actions that the sandbox's rules keep, as parameters and properties are named. */
export const ruleSettings = [
  ...['From', 'FromScope', 'FromMemberOf', 'SentTo', 'SentToScope', 'SentToMemberOf', 'RecipientDomainIs'],
  ...['SubjectContainsWords', 'SubjectOrBodyContainsWords', 'AttachmentExtensionMatchesWords', 'MessageSizeOver'],
  ...['HeaderContainsMessageHeader', 'HeaderContainsWords', 'ExceptIfFrom', 'ExceptIfSentTo', 'ExceptIfFromScope'],
  ...['ExceptIfSubjectContainsWords', 'ExceptIfSubjectOrBodyContainsWords', 'ApplyHtmlDisclaimerText'],
  ...['ApplyHtmlDisclaimerLocation', 'ApplyHtmlDisclaimerFallbackAction', 'PrependSubject', 'SetHeaderName'],
  ...['SetHeaderValue', 'SetSCL', 'BlindCopyTo', 'CopyTo', 'RedirectMessageTo', 'RejectMessageReasonText'],
  ...['RejectMessageEnhancedStatusCode', 'DeleteMessage', 'StopRuleProcessing', 'Mode', 'Comments'],
] as const;

/** What Get-TransportRule gives; the priority is the rule's place. */
export function transportRuleView(rule: TransportRule, priority: number): PsObject {
  const record: Record<string, PsValue> = {
    Priority: priority,
    State: psEnum(
      'Microsoft.Exchange.MessagingPolicies.Rules.RuleState',
      rule.enabled ? 'Enabled' : 'Disabled',
      rule.enabled ? 0 : 1,
    ),
    RuleVersion: '14.0.0.0',
  };
  for (const name of ruleSettings) record[name] = rule.settings.get(name) ?? null;
  return exchangeObject(
    'Microsoft.Exchange.MessagingPolicies.Rules.Tasks.TransportRule',
    'plain',
    {
      ...record,
      Mode: record['Mode'] ?? 'Enforce',
      WhenChanged: date(rule.changed),
      Name: rule.name,
      Identity: rule.name,
      Guid: guid(rule.guid),
      IsValid: true,
    },
    rule.name,
  );
}
