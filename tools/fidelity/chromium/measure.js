// Runs in a page whose iframes are the documents; leaves the measured words in
// a script element, where --dump-dom shows them.
'use strict';

// A word is what stands between white space of HTML; a no-break space is none.
const word = /[^ \t\r\n\f]+/g;

// Text that a browser lays out but nobody can see: hidden preview lines.
function hidden(element) {
  if (!element.checkVisibility({visibilityProperty: true, opacityProperty: true})) return true;
  for (let e = element; e; e = e.parentElement) {
    if ((e.clientHeight === 0 || e.clientWidth === 0) && getComputedStyle(e).display !== 'inline' &&
        /hidden|clip/.test(getComputedStyle(e).overflow)) return true;
  }
  return false;
}

function measure(frame) {
  const doc = frame.contentDocument;
  const words = [];
  const texts = doc.createTreeWalker(doc.documentElement, NodeFilter.SHOW_TEXT);
  const range = doc.createRange();
  while (texts.nextNode()) {
    const text = texts.currentNode, parent = text.parentElement;
    if (/^(SCRIPT|STYLE|TITLE)$/.test(parent.tagName) || hidden(parent)) continue;
    const style = getComputedStyle(parent);
    for (const match of text.data.matchAll(word)) {
      range.setStart(text, match.index);
      range.setEnd(text, match.index + match[0].length);
      const box = range.getClientRects()[0];
      if (box) words.push([match[0], box.x, box.y, box.width, box.height, style.color, style.fontSize, style.fontWeight]);
    }
  }
  const page = {words, h: doc.documentElement.scrollHeight};
  frame.style.height = '1px';
  page.content = doc.documentElement.scrollHeight;
  return page;
}

addEventListener('load', () => {
  const pages = [...document.querySelectorAll('iframe')].map(measure);
  const utf8 = new TextEncoder().encode(JSON.stringify(pages));
  let bytes = '';
  for (const byte of utf8) bytes += String.fromCharCode(byte);
  const result = document.createElement('script');
  result.type = 'text/plain';
  result.id = 'MEASURED';
  result.textContent = btoa(bytes);
  document.body.append(result);
});
