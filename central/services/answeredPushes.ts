/** Of so many scopes it is known which push brought them where they are: with more, the oldest are told as everything else. */
const MOST_SCOPES = 4096;

/**
 * Which desktop was told of a scope's version in the answer to its own push. It need not be sent the same records a second
 * time: that the scope has moved is enough.
 */
export class AnsweredPushes {
  private readonly byScope = new Map<string, { readonly sessionId: string; readonly ver: number }>();

  note(sessionId: string, changes: readonly { readonly scope: string; readonly ver: number }[]): void {
    for (const { scope, ver } of changes) {
      if ((this.byScope.get(scope)?.ver ?? 0) > ver) continue;
      this.byScope.delete(scope);
      this.byScope.set(scope, { sessionId, ver });
    }
    for (const scope of this.byScope.keys()) {
      if (this.byScope.size <= MOST_SCOPES) break;
      this.byScope.delete(scope);
    }
  }

  /** The session whose push brought a scope to a version; null: another, or not known. */
  sessionOf(scope: string, ver: number): string | null {
    const last = this.byScope.get(scope);
    return last?.ver === ver ? last.sessionId : null;
  }
}
