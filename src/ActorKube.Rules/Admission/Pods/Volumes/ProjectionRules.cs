using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods.Volumes;

/// <summary>What projected volumes must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/projected-volumes/.</remarks>
internal static class ProjectionRules
{
    private const long LongestTokenSeconds = 1L << 32;

    private static readonly string[] Types = ["secret", "configMap", "downwardAPI", "serviceAccountToken", "clusterTrustBundle"];

    internal static IEnumerable<FieldFault> Check(Field volume)
    {
        var paths = new HashSet<string>();
        return [.. FileRules.Mode(volume["defaultMode"]), .. volume["sources"].Items.SelectMany(source => Source(volume, source, paths))];
    }

    private static IEnumerable<FieldFault> Source(Field volume, Field source, HashSet<string> paths) =>
    [
        .. new[] { source["secret"], source["configMap"] }.Where(one => one.IsSet).SelectMany(one => Keys(volume, one, paths)),
        .. source["downwardAPI"]["items"].Items.SelectMany(file => File(volume, file with { Path = source["downwardAPI"].Path }, paths)),
        .. source["serviceAccountToken"] is { IsSet: true } token ? Token(volume, token) : [],
        .. source["clusterTrustBundle"] is { IsSet: true } bundle ? Bundle(volume, bundle, paths) : [],
        .. Types.Count(type => source[type].IsSet) > 1 ? [FieldFault.Forbidden(source.Path, "may not specify more than 1 volume type per source")] : Array.Empty<FieldFault>(),
    ];

    private static IEnumerable<FieldFault> Keys(Field volume, Field source, HashSet<string> paths)
    {
        var name = source["name"];
        return
        [
            .. name.IsEmptyText ? [FieldFault.Required(name.Path)] : Array.Empty<FieldFault>(),
            .. source["items"].Items.SelectMany(item => FileRules.Item(item).Concat(Twice(volume, item["path"].Text, name.Text, paths))),
        ];
    }

    private static IEnumerable<FieldFault> File(Field volume, Field file, HashSet<string> paths) =>
        FileRules.File(file).Concat(Twice(volume, file["path"].Text, file["path"].Text, paths));

    private static IEnumerable<FieldFault> Twice(Field volume, string path, string shown, HashSet<string> paths) =>
        path.Length == 0 || paths.Add(path) ? [] : [FieldFault.Invalid(volume.Path, shown, "conflicting duplicate paths")];

    // Upstream looks for the path of a token in the volume, and says so.
    private static IEnumerable<FieldFault> Token(Field volume, Field token)
    {
        var (expiration, path) = (token["expirationSeconds"], token["path"] with { Path = volume["path"].Path });
        if (expiration.Number < 600)
            yield return FieldFault.Invalid(expiration.Path, expiration.Number, "may not specify a duration less than 10 minutes");
        if (expiration.Number > LongestTokenSeconds)
            yield return FieldFault.Invalid(expiration.Path, expiration.Number, "may not specify a duration larger than 2^32 seconds");
        foreach (var fault in path.IsEmptyText ? [FieldFault.Required(path.Path)] : PathRules.NotReserved(path))
            yield return fault;
    }

    private static IEnumerable<FieldFault> Bundle(Field volume, Field bundle, HashSet<string> paths)
    {
        var (name, signer, path) = (bundle["name"], bundle["signerName"], bundle["path"]);
        IEnumerable<FieldFault> faults = (name.IsSet, signer.IsSet) switch
        {
            (true, true) => [FieldFault.Invalid(bundle.Path, bundle.Node, "only one of name and signerName may be used")],
            (true, false) =>
            [
                .. Checks.Name(name, NameRule.Subdomain.Faults),
                .. bundle["labelSelector"].IsSet
                    ? [FieldFault.Invalid(bundle["labelSelector"].Path, GoSyntax.Selector(bundle["labelSelector"]), "labelSelector must be unset if name is specified")]
                    : Array.Empty<FieldFault>(),
            ],
            (false, true) =>
            [
                .. signer.IsEmptyText ? [FieldFault.Required(signer.Path, "must be a valid signer name")] : Array.Empty<FieldFault>(),
                .. LabelSelectorRules.Check(bundle["labelSelector"]),
            ],
            _ => [FieldFault.Required(bundle.Path, "either name or signerName must be specified")],
        };
        return
        [
            .. faults,
            .. path.IsEmptyText ? [FieldFault.Required(path.Path)] : Array.Empty<FieldFault>(),
            .. PathRules.NotReserved(path),
            .. Twice(volume, path.Text, path.Text, paths),
        ];
    }
}
