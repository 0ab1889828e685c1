import { Draft, counted } from '../draft.ts';
import type { Detector, Found, WorkFile } from '../found.ts';
import { baseName, folderOf, stemOf } from '../paths.ts';
import { attributeOf, childOf, descendants, isNamed, readXml } from '../xml.ts';
import type { XmlElement } from '../xml.ts';

/** SSIS: packages (`.dtsx`) alone, or under the project (`.dtproj`) that lists them. Connections by their names; connection strings are not looked at. */
export const ssis: Detector = {
  tool: 'SSIS',
  globs: ['**/*.{dtsx,dtproj}'],
  detect(files) {
    const packages = new Map(files.filter(({ path }) => path.endsWith('.dtsx')).map((file) => [file.path, file]));
    const found: Found[] = [];
    for (const project of files) {
      if (!project.path.endsWith('.dtproj')) continue;
      const root = readXml(project.text);
      if (!root || !isNamed(root, 'Project')) continue;
      const listed = [...descendants(root)].filter((element) => isNamed(element, 'Package') && attributeOf(element, 'Name') !== '');
      const draft = new Draft('SSIS', `SSIS project ${stemOf(project.path)}`, project.path);
      draft.facts.push(counted(listed.length, 'package'));
      draft.seenAt(project.path, listed[0]?.line ?? root.line, 'packages');
      for (const element of listed) {
        const path = [folderOf(project.path), attributeOf(element, 'Name')].filter((part) => part !== '').join('/');
        const file = packages.get(path);
        const read = file && readXml(file.text);
        if (!file || !read) continue;
        packages.delete(path);
        readPackage(draft, file, read);
      }
      found.push(draft.done());
    }
    for (const file of packages.values()) {
      const root = readXml(file.text);
      if (!root || !isNamed(root, 'Executable')) continue;
      const draft = new Draft('SSIS', `SSIS package ${attributeOf(root, 'ObjectName') || stemOf(file.path)}`, file.path);
      draft.seenAt(file.path, root.line, 'package');
      readPackage(draft, file, root);
      found.push(draft.done());
    }
    return found;
  },
};

function readPackage(draft: Draft, file: WorkFile, root: XmlElement): void {
  const managers = [...(childOf(root, 'ConnectionManagers')?.children ?? []), ...root.children].filter((element) => isNamed(element, 'ConnectionManager'));
  for (const manager of managers) {
    // Older packages keep the name in a property of its own.
    const name = attributeOf(manager, 'ObjectName') || (manager.children.find((child) => isNamed(child, 'Property') && attributeOf(child, 'Name') === 'ObjectName')?.text.trim() ?? '');
    draft.connect('unknown', /[;=]/.test(name) ? '' : name);
  }
  let flows = 0;
  for (const element of descendants(root)) {
    if (element.name === 'component') {
      flows++;
      readComponent(draft, file, element);
    } else if (isNamed(element, 'SqlTaskData')) draft.sql(attributeOf(element, 'SqlStatementSource'));
  }
  if (flows > 0) draft.facts.push(`${baseName(file.path)}: ${counted(flows, 'component')}`);
}

function readComponent(draft: Draft, file: WorkFile, component: XmlElement): void {
  const kind = `${attributeOf(component, 'componentClassID')} ${attributeOf(component, 'contactInfo')} ${attributeOf(component, 'description')} ${attributeOf(component, 'name')}`;
  const properties = new Map((childOf(component, 'properties')?.children ?? []).map((property) => [attributeOf(property, 'name'), property.text.trim()]));
  const table = (properties.get('OpenRowset') ?? '').replace(/[[\]"]/g, '');
  const writes = /destination/i.test(kind);
  if (!writes && !/source|lookup/i.test(kind)) return;
  draft.seenAt(file.path, component.line, writes ? 'writes' : 'reads');
  if (writes) draft.write(table);
  else {
    draft.read(table);
    draft.sql(properties.get('SqlCommand') ?? '');
  }
}
