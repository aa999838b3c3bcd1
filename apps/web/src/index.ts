import { service } from '@redress/platform';
import { WebServer } from './server/web-server.js';

/** Pages for browsers: the public ones and the staff application. A client of the API, as a browser is; it calls no service in any other way. */
export const web = service({ name: 'web', routes: [], providers: [WebServer] });
