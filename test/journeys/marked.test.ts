import { quickNativeEngine } from './journey.ts';
import { marked } from './suites/marked.ts';

marked(quickNativeEngine);
