import { quickNativeEngine } from './journey.ts';
import { cleaning } from './suites/cleaning.ts';

cleaning(quickNativeEngine);
