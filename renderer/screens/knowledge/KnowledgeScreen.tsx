export default function KnowledgeScreen() {
  return <main />;
}
