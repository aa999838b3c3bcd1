import { serve } from '@redress/platform';
import { services } from './index.js';

await serve(services);
