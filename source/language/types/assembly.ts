import { defineType, type Native } from './define.ts';
import { TypeFailure } from './type.ts';

const refuse: Native = () => {
  throw new TypeFailure(
    'Assemblies are not loaded here. A connection with the engine powershell does it.',
    'System.NotSupportedException',
  );
};

export const assemblyType = defineType({
  name: 'System.Reflection.Assembly',
  summary: 'What types are loaded from. Those that are known here need none.',
  is: () => false,
  members: {
    // As .NET answers where it finds none: scripts begin with it, and a type that is not known is refused by its own name.
    'static System.Reflection.Assembly LoadWithPartialName(string partialName)': () => null,
    'static System.Reflection.Assembly Load(string assemblyString)': refuse,
    'static System.Reflection.Assembly LoadFrom(string assemblyFile)': refuse,
    'static System.Reflection.Assembly LoadFile(string path)': refuse,
  },
});
