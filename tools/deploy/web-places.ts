import type { RouteOptions } from 'fastify';
import { createOperatedApplication, JsonLogger, loadWebConfig } from '@redress/platform';
import { WebModule } from '@redress/web';

/** Nothing connects to them before somebody asks for a page. */
const SERVICES = { REDRESS_INTAKE_URL: 'http://127.0.0.1:9', REDRESS_CASE_HANDLING_URL: 'http://127.0.0.1:9' };
/** What every process has, for its operator alone. */
const OPERATED = ['/health', '/metrics'];

/** The first segments of all addresses that the web server answers, sorted: `/`, `/assets`, `/complain`. */
export async function placesOfPages(): Promise<readonly string[]> {
  const module = WebModule.forRoot(loadWebConfig(SERVICES));
  const app = await createOperatedApplication(module, new JsonLogger('places', 'silent'));
  const places = new Set<string>();
  const note = ({ url }: RouteOptions): void => void places.add(`/${url.split('/')[1] ?? ''}`);
  app.getHttpAdapter().getInstance().addHook('onRoute', note);
  try {
    await app.init();
  } finally {
    await app.close();
  }
  return [...places].filter((place) => !OPERATED.includes(place)).sort();
}
