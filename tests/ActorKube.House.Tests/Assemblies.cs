using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ActorKube.House.Tests;

/// <summary>What the built assemblies say of themselves, read from their metadata.</summary>
internal static class Assemblies
{
    /// <summary>File names of the assemblies that the projects under <c>src</c> build.</summary>
    internal static readonly string[] Own =
    [
        "ActorKube.Model.dll", "ActorKube.Rules.dll", "ActorKube.Protocol.dll", "ActorKube.Store.dll", "ActorKube.ControlPlane.dll",
        "ActorKube.Node.dll", "ActorKube.Palettes.dll", "pbm.dll", "actorkube.dll",
    ];

    internal static IReadOnlyList<string> References(string assembly) =>
        Read(assembly, metadata => metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).ToList());

    /// <summary>Every member of another assembly that this one names, as <c>Namespace.Type.Member</c>.</summary>
    internal static IReadOnlySet<string> CalledMembers(string assembly) => Read(assembly, metadata =>
    {
        var members = new HashSet<string>();
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference)
                continue;
            var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            members.Add($"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}");
        }
        return members;
    });

    /// <summary>Names of the types that this assembly defines, without namespace and generic arity.</summary>
    internal static IEnumerable<string> TypeNames(string assembly) => Read(assembly, metadata =>
        metadata.TypeDefinitions.Select(handle => metadata.GetString(metadata.GetTypeDefinition(handle).Name).Split('`')[0]).ToList());

    private static T Read<T>(string assembly, Func<MetadataReader, T> read)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly)));
        return read(file.GetMetadataReader());
    }
}
