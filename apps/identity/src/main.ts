import { serve } from '@redress/platform';
import { identity } from './index.js';

await serve([identity]);
