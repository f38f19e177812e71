import { nativeEngine } from './journey.ts';
import { morningRound } from './suites/morning-round.ts';

morningRound({ ...nativeEngine, cmdlets: ['Get-Queue', 'Get-AcceptedDomain'] });
