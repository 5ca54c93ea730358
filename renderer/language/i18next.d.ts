import 'i18next';

// Keys are plain strings to the compiler: typed from the resources, the unions that template keys make took it minutes
// and gigabytes. test/structure/translationKeys.test.ts reads every key in the sources and looks it up instead.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'desk';
  }
}
