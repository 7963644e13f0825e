using System.Globalization;
using ActorKube.Model.Objects;
using ActorKube.Model.Quantities;
using ActorKube.Model.Time;

namespace ActorKube.Palettes.Commands;

/// <summary>Values as tables show them.</summary>
internal static class Cell
{
    public const string None = "<none>";

    public const string Unknown = "<unknown>";

    public static string Age(ApiObject item, DateTimeOffset now) => HumanDuration.Since(item.Metadata.CreationTimestamp, now);

    public static string Mebibytes(long? bytes) =>
        bytes is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known / (1024 * 1024)}Mi") : Unknown;

    public static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? Unknown;

    public static string OrNone(string? text) => string.IsNullOrEmpty(text) ? None : text;

    /// <summary>What is taken of what there is: <c>1500m/4</c>; bytes in mebibytes, so that sums of many sorts stay readable.</summary>
    public static string Share(ResourceList taken, ResourceList of, string resource) => $"{Amount(taken, resource)}/{Amount(of, resource)}";

    public static string Amount(ResourceList list, string resource) => resource switch
    {
        ResourceList.Memory or "ephemeral-storage" => Mebibytes(list[resource].Units),
        _ => list[resource].ToString(),
    };
}
