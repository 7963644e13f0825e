using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using static ActorKube.TestKit.Given;

namespace ActorKube.Protocol.Tests;

/// <summary>
/// Makes a value of any message type by reflection, every field filled, so that a new message or field is tested without a line here.
/// Each value counts on, so no two fields are the same and a mapping that swaps two is found.
/// </summary>
internal sealed class Samples(int seed, bool full, bool lists)
{
    private int _count = seed;

    /// <summary>A value of that type; in a sample that is not full, <paramref name="nullable"/> ones are null and texts empty.</summary>
    public object? Make(Type type, bool nullable = false)
    {
        _count++;
        if (!full && nullable)
            return null;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Make(underlying);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(_count % Enum.GetValues(type).Length);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return List(type.GetGenericArguments()[0]);
        return type switch
        {
            _ when type == typeof(string) => full ? $"text {_count} äöü 漢字" : "",
            _ when type == typeof(long) => (long)_count << 33,
            _ when type == typeof(int) => _count,
            _ when type == typeof(bool) => full && _count % 3 != 0,
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(_count * 10_000_001L),
            _ when type == typeof(TimeSpan) => TimeSpan.FromTicks(_count * 10_000_001L),
            _ when type == typeof(Revision) => new Revision(_count),
            _ when type == typeof(ResourceKind) => Kind,
            _ when type == typeof(ResourceKey) => new ResourceKey(Kind, $"ns-{_count}", $"name-{_count}"),
            _ when type == typeof(ReadOnlyMemory<byte>) => TestKit.Json.Bytes($$"""{"sample":{{_count}}}"""),
            _ when type == typeof(ApiObject) => APod($"pod-{_count}").Labelled("é", "ü").With("spec.unknownField", _count).Stored(_count).Build(),
            _ when type.IsAbstract => Make(Concrete(type)),
            _ when type.Namespace?.StartsWith("ActorKube", StringComparison.Ordinal) == true => Record(type),
            _ => throw new NotSupportedException($"samples can't make a {type}; teach them in Samples.cs"),
        };
    }

    private ResourceKind Kind => KindCatalogue.BuiltIn.Stored[_count % KindCatalogue.BuiltIn.Stored.Length];

    private Type Concrete(Type type)
    {
        var types = type.Assembly.GetTypes().Where(candidate => candidate.IsSubclassOf(type) && !candidate.IsAbstract).OrderBy(candidate => candidate.Name).ToArray();
        return types[_count % types.Length];
    }

    private object List(Type item)
    {
        var items = Array.CreateInstance(item, lists ? 12 : 0);
        for (var i = 0; i < items.Length; i++)
            items.SetValue(Make(item), i);
        return typeof(ImmutableArray).GetMethods().Single(method => method is { Name: "Create", IsGenericMethod: true }
                && method.GetParameters() is [{ ParameterType.IsArray: true } only] && only.GetCustomAttribute<ParamArrayAttribute>() is not null)
            .MakeGenericMethod(item).Invoke(null, [items])!;
    }

    private object Record(Type type)
    {
        var nullability = new NullabilityInfoContext();
        var constructor = type.GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length).First();
        var record = constructor.Invoke(
            [.. constructor.GetParameters().Select(field => Make(field.ParameterType, nullability.Create(field).WriteState == NullabilityState.Nullable))]);
        foreach (var property in type.GetProperties().Where(property => IsInitOnly(property)
            && constructor.GetParameters().All(field => field.Name != property.Name)))
            property.SetValue(record, Make(property.PropertyType, nullability.Create(property).WriteState == NullabilityState.Nullable));
        return record;
    }

    private static bool IsInitOnly(PropertyInfo property) =>
        property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
}
