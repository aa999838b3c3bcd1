import { type DynamicModule, Inject, Injectable, Module, type OnApplicationBootstrap } from '@nestjs/common';
import {
  createOperatedApplication,
  JsonLogger,
  loadWebConfig,
  OperationsModule,
  ReadinessChecks,
  refuseUnless,
  type RunningService,
  runProcess,
  type ServiceUrls,
  startOrExplain,
  type WebConfig,
} from '@redress/platform';
import { apiAt } from './server/api.js';
import { ASK_API, WebServer } from './server/web-server.js';

/** `ServiceUrls` */
const SERVICE_URLS = Symbol('SERVICE_URLS');

/** Somewhat longer than a readiness check waits. */
const LOOK_MS_MAX = 2_000;

/** Makes the process ready while the services that it asks are alive; whether their engines are is for them to say, and for the visitor to read. */
@Injectable()
class ServiceChecks implements OnApplicationBootstrap {
  constructor(
    @Inject(SERVICE_URLS) private readonly urls: ServiceUrls,
    private readonly readiness: ReadinessChecks,
  ) {}

  onApplicationBootstrap(): void {
    this.readiness.add('intake', () => requireLife(this.urls.intake));
    this.readiness.add('case-handling', () => requireLife(this.urls.caseHandling));
  }
}

async function requireLife(service: string): Promise<void> {
  const answer = await fetch(new URL('/health/live', service), {
    redirect: 'error',
    signal: AbortSignal.timeout(LOOK_MS_MAX),
  });
  await answer.body?.cancel();
  await refuseUnless(answer.ok);
}

/** The pages in a process of their own, which has no engine, no key and no secret. */
@Module({})
export class WebModule {
  static forRoot(config: WebConfig): DynamicModule {
    return {
      module: WebModule,
      imports: [OperationsModule.forRoot(config)],
      providers: [
        { provide: SERVICE_URLS, useValue: config.services },
        { provide: ASK_API, useValue: apiAt(config.services) },
        WebServer,
        ServiceChecks,
      ],
    };
  }
}

/**
 * Runs the pages in this process, configured by the environment; they ask intake and case-handling by HTTP. On failure to start, prints the
 * reason in one line and exits with code 3.
 */
export function serveWeb(env: NodeJS.ProcessEnv = process.env): Promise<RunningService> {
  return startOrExplain('web', async () => {
    const config = loadWebConfig(env);
    const logger = new JsonLogger('web', config.logLevel);
    const app = await createOperatedApplication(WebModule.forRoot(config), logger, config.trustedProxies);
    return runProcess({ name: 'web', config, logger, app });
  });
}
