using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using ActorKube.ApiServer.Discovery;
using k8s.Models;

namespace ActorKube.ApiServer.OpenApi;

/// <summary>What each class of <c>k8s.Models</c> is called in OpenAPI documents, in upstream's form: <c>io.k8s.api.core.v1.PodSpec</c>.</summary>
internal sealed partial class SchemaNames
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private const string Quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    private const string IntOrString = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";

    private static readonly FrozenSet<Type> MetaTypes = new[]
    {
        typeof(V1ObjectMeta), typeof(V1ListMeta), typeof(V1LabelSelector), typeof(V1LabelSelectorRequirement), typeof(V1OwnerReference),
        typeof(V1ManagedFieldsEntry), typeof(V1Condition), typeof(V1Status), typeof(V1StatusDetails), typeof(V1StatusCause), typeof(V1DeleteOptions),
        typeof(V1Preconditions), typeof(V1FieldSelectorRequirement),
    }.ToFrozenSet();

    private readonly Dictionary<Type, string> _names = new() { [typeof(ResourceQuantity)] = Quantity, [typeof(IntOrString)] = IntOrString };

    /// <summary>Names every class that is reachable from the kinds of these groups. A class belongs to the group that reaches it first.</summary>
    internal SchemaNames(IEnumerable<ServedGroup> groups)
    {
        foreach (var group in groups)
            foreach (var kind in group.Versions.SelectMany(version => version.Kinds))
                Add(kind.ModelType, GroupPath(group.Name));
    }

    /// <summary>Full names of the classes, for their documentation.</summary>
    internal IEnumerable<string> Types => _names.Keys.Select(type => type.FullName!);

    /// <summary>The name of a class; null if it has no schema of its own.</summary>
    internal string? Of(Type type) => _names.GetValueOrDefault(type);

    /// <summary>The fields of a class, by their JSON names.</summary>
    internal static IEnumerable<(string Name, PropertyInfo Property)> Fields(Type model) => model
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Select(property => (Name: property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name, Property: property))
        .Where(field => field.Name is not null)
        .Select(field => (field.Name!, field.Property));

    /// <summary>The class of a list's items or a map's values; null if the type is neither.</summary>
    internal static Type? ElementOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() is var definition
        ? definition == typeof(IList<>) ? type.GetGenericArguments()[0]
            : definition == typeof(IDictionary<,>) ? type.GetGenericArguments()[1]
            : null
        : null;

    private void Add(Type type, string path)
    {
        if (ElementOf(type) is { } element)
        {
            Add(element, path);
            return;
        }
        if (type.Namespace != typeof(V1Pod).Namespace || !type.IsClass || _names.ContainsKey(type))
            return;
        var parts = ModelName().Match(type.Name);
        var (version, name) = parts.Success ? (parts.Groups["version"].Value.ToLowerInvariant(), parts.Groups["name"].Value) : ("v1", type.Name);
        _names[type] = MetaTypes.Contains(type) ? Meta + name : $"{path}.{version}.{name}";
        foreach (var (_, property) in Fields(type))
            Add(property.PropertyType, path);
    }

    private static string GroupPath(string group) => group switch
    {
        "" => "io.k8s.api.core",
        "apiextensions.k8s.io" => "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions",
        _ => $"io.k8s.api.{group.Split('.')[0]}",
    };

    // V1Pod, V2HorizontalPodAutoscaler, Corev1Event, Authenticationv1TokenRequest
    [GeneratedRegex("^(?:[A-Z][a-z]+(?=v[0-9]))?(?<version>[Vv][0-9]+(?:(?:alpha|beta)[0-9]+)?)(?<name>[A-Z].*)$")]
    private static partial Regex ModelName();
}
