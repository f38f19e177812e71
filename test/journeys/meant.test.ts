import { quickNativeEngine } from './journey.ts';
import { meant } from './suites/meant.ts';

meant(quickNativeEngine);
