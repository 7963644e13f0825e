using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Warnings;

/// <summary>Warnings of types of volumes that went, and of files that hide a token.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/volumes/#volume-types.</remarks>
internal static class VolumeWarnings
{
    private static readonly (string Source, string Called, string Warning)[] Deprecated =
    [
        ("photonPersistentDisk", "photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"),
        ("gitRepo", "gitRepo", "deprecated in v1.11"),
        ("scaleIO", "scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
        ("flocker", "flocker", "deprecated in v1.22, non-functional in v1.25+"),
        ("storageos", "storageOS", "deprecated in v1.22, non-functional in v1.25+"),
        ("quobyte", "quobyte", "deprecated in v1.22, non-functional in v1.25+"),
        ("glusterfs", "glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
        ("cephfs", "cephfs", "deprecated in v1.28, non-functional in v1.31+"),
        ("rbd", "rbd", "deprecated in v1.28, non-functional in v1.31+"),
    ];

    internal static IEnumerable<string> Of(Field volumes)
    {
        var sources = volumes.Items.SelectMany(volume => volume["projected"]["sources"].Items);
        var tokens = sources.Select(source => source["serviceAccountToken"]).Where(token => token.IsSet).Select(token => token["path"].Text).ToHashSet();
        return [.. volumes.Items.SelectMany(Volume), .. tokens.Count == 0 ? [] : volumes.Items.SelectMany(volume => Hidden(volume["projected"], tokens))];
    }

    private static IEnumerable<string> Volume(Field volume) =>
    [
        .. Deprecated.Where(one => volume[one.Source].IsSet).Select(one => $"{volume[one.Called].Path}: {one.Warning}"),
        .. new[] { "limits", "requests" }.SelectMany(part =>
            ContainerWarnings.Fraction(volume["ephemeral"]["volumeClaimTemplate"]["spec"]["resources"][part], "storage")),
    ];

    // Upstream's paths leave out which source it is.
    private static IEnumerable<string> Hidden(Field projected, HashSet<string> tokens) => projected["sources"].Items.SelectMany(source =>
        Files(source["configMap"], projected["sources"]["configMap"]).Concat(Files(source["secret"], projected["sources"]["secrets"]))
            .Concat(Files(source["downwardAPI"], projected["sources"]["downwardAPI"]))
            .Append((projected["sources"]["ClusterTrustBundle"].Path, source["clusterTrustBundle"]["path"].Text))
            .Where(file => file.Item2.Length > 0 && tokens.Contains(file.Item2))
            .Select(file => $"{file.Item1}: has duplicated path with ServiceAccountToken {QuotedText.Of(file.Item2)}"));

    private static IEnumerable<(string, string)> Files(Field source, Field called) =>
        source["items"].Items.Select((item, index) => ($"{called.Path}[{index}]", item["path"].Text));
}
