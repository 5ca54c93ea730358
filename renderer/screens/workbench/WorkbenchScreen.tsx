export default function WorkbenchScreen() {
  return <main />;
}
