const deadlineMs = 20_000;
const pauseMs = 5;

/** Tries an expectation again and again until it holds; after the deadline it fails as it failed last. */
export async function holdsEventually(expectation: () => void | Promise<void>): Promise<void> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
