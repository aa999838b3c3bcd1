import { serve } from '@redress/platform';
import { intake } from './index.js';

await serve([intake]);
