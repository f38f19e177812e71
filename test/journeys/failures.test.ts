import { quickNativeEngine } from './journey.ts';
import { commonFailures, failures, toldFailures } from './suites/failures.ts';

failures(quickNativeEngine);
toldFailures(quickNativeEngine);
commonFailures(quickNativeEngine);
