import { z } from 'zod';

/**
 * Must be the first import of the page.
 *
 * antd's table measures the scroll bar with a <style> of its own that nobody hands a nonce, so every <style> that
 * script creates gets the page's nonce. Script is trusted anyway (script-src 'self'); styles injected as HTML stay blocked.
 */
export const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

if (nonce !== '' && nonce !== '__CSP_NONCE__') {
  const create = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  }) as typeof document.createElement;

  // antd's growing text field measures itself through a style attribute, which the policy refuses; set by script's own
  // property the same style is allowed. Attributes in markup stay refused.
  const setAttribute = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function setStyled(this: Element, name: string, value: string): void {
    if (name === 'style' && this instanceof HTMLElement) this.style.cssText = value;
    else setAttribute.call(this, name, value);
  };
}

// zod would try `new Function` to compile its schemas; the page's policy forbids it, and the attempt alone is reported.
z.config({ jitless: true });
