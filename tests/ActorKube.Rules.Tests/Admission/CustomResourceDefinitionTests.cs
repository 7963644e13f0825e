using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Tests.Writes;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class CustomResourceDefinitionTests
{
    private const string Name = "crontabs.stable.example.com";

    private const string Label1035 =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character "
        + "(e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    private const string Version = """{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}""";

    [Fact]
    public void A_definition_gets_upstreams_defaults_and_a_status_that_claims_nothing()
    {
        var made = Admitted.New(KindCatalogue.CustomResourceDefinition, Spec("""{"versions":[{"name":"v1","storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}],"preserveUnknownFields":false}"""), Name);
        Assert.Equal("""{"plural":"crontabs","kind":"CronTab","singular":"crontab","listKind":"CronTabList"}""", made.At("spec.names")!.ToJsonString());
        Assert.Equal("""{"strategy":"None"}""", made.At("spec.conversion")!.ToJsonString());
        Assert.Null(made.At("spec.preserveUnknownFields"));
        Assert.False((bool)made.At("spec.versions.0.served")!);
        Assert.Equal("""{"acceptedNames":{"kind":"","plural":""},"conditions":[],"storedVersions":["v1"]}""", made["status"]!.ToJsonString());
        Assert.Equal(1, (int)made.At("metadata.generation")!);
    }

    [Fact]
    public void A_webhook_is_asked_at_the_port_of_https() => Assert.Equal(443, (int)Admitted.New(
        KindCatalogue.CustomResourceDefinition,
        Spec("""{"conversion":{"strategy":"Webhook","webhook":{"clientConfig":{"service":{"name":"a","namespace":"b"}},"conversionReviewVersions":["v1"]}}}"""),
        Name).At("spec.conversion.webhook.clientConfig.service.port")!);

    /// <summary>What is put over the spec of a sound definition, and all that is wrong with it then.</summary>
    public static TheoryData<string, string[]> Faulty => new()
    {
        { """{"group":"stable"}""", ["metadata.name: Invalid value: \"crontabs.stable.example.com\": must be spec.names.plural+\".\"+spec.group", "spec.group: Invalid value: \"stable\": should be a domain with at least one dot"] },
        { """{"scope":""}""", ["spec.scope: Required value"] },
        { """{"scope":"World"}""", ["spec.scope: Unsupported value: \"World\": supported values: \"Cluster\", \"Namespaced\""] },
        { """{"versions":[]}""", [
            "spec.versions: Invalid value: []apiextensions.CustomResourceDefinitionVersion(nil): must have exactly one version marked as storage version",
            "status.storedVersions: Invalid value: []string(nil): must have at least one stored version",
        ] },
        { $$"""{"versions":[{{Version}},{{Version}}]}""", [
            """spec.versions: Invalid value: [{"name":"v1","served":true,"storage":true},{"name":"v1","served":true,"storage":true}]: must contain unique version names""",
            """spec.versions: Invalid value: [{"name":"v1","served":true,"storage":true},{"name":"v1","served":true,"storage":true}]: must have exactly one version marked as storage version""",
        ] },
        { """{"versions":[{"name":"V1","served":true,"storage":true}]}""", [
            "spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required",
            $"spec.versions[0].name: Invalid value: \"V1\": {Label1035}",
            $"spec.version: Invalid value: \"V1\": {Label1035}",
        ] },
        { """{"names":{"plural":"crontabs"}}""", ["spec.names.singular: Required value", "spec.names.kind: Required value", "spec.names.listKind: Required value"] },
        { """{"names":{"plural":"crontabs","kind":"Cron_Tab","listKind":"Cron_Tab","singular":"a.b","shortNames":["C"],"categories":["1"]}}""", [
            $"spec.names.singular: Invalid value: \"a.b\": {Label1035}",
            $"spec.names.kind: Invalid value: \"Cron_Tab\": may have mixed case, but should otherwise match: {Label1035}",
            $"spec.names.listKind: Invalid value: \"Cron_Tab\": may have mixed case, but should otherwise match: {Label1035}",
            $"spec.names.shortNames[0]: Invalid value: \"C\": {Label1035}",
            "spec.names.listKind: Invalid value: \"Cron_Tab\": kind and listKind may not be the same",
            $"spec.names.categories[0]: Invalid value: \"1\": {Label1035}",
        ] },
        { OfVersion("""{"deprecationWarning":"old"}"""), ["spec.versions[0].deprecationWarning: Invalid value: \"old\": can only be set for deprecated versions"] },
        { OfVersion("""{"deprecated":true,"deprecationWarning":"ö\u0001"}"""), ["spec.versions[0].deprecationWarning: Invalid value: \"ö\\x01\": must only contain printable UTF-8 characters; non-printable character found at index 2"] },
        { OfVersion("""{"additionalPrinterColumns":[{},{"name":"a","type":"text","format":"x","jsonPath":"spec"}]}"""), [
            "spec.additionalPrinterColumns[0].name: Required value",
            "spec.additionalPrinterColumns[0].type: Required value: must be one of boolean,date,integer,number,string",
            "spec.additionalPrinterColumns[0].JSONPath: Required value",
            "spec.additionalPrinterColumns[1].type: Invalid value: \"text\": must be one of boolean,date,integer,number,string",
            "spec.additionalPrinterColumns[1].format: Invalid value: \"x\": must be one of byte,date,date-time,double,float,int32,int64,password",
            "spec.additionalPrinterColumns[1].JSONPath: Invalid value: \"spec\": must be a simple json path starting with .",
        ] },
        { OfVersion("""{"subresources":{"scale":{"specReplicasPath":".status.replicas","statusReplicasPath":"","labelSelectorPath":"x"}}}"""), [
            "spec.subresources.scale.specReplicasPath: Invalid value: \".status.replicas\": should be a json path under .spec",
            "spec.subresources.scale.statusReplicasPath: Required value",
            "spec.subresources.scale.labelSelectorPath: Invalid value: \"x\": must be a simple json path starting with .",
        ] },
        { OfVersion("""{"selectableFields":[{"jsonPath":""},{"jsonPath":".spec.a"},{"jsonPath":".spec.b"},{"jsonPath":".spec['a']"},{"jsonPath":".spec"},{"jsonPath":".spec.a"}],"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"a":{"type":"string"}}}}}}}"""), [
            "spec.selectableFields[0].jsonPath: Required value",
            "spec.selectableFields[2].jsonPath: Invalid value: \".spec.b\": is an invalid path: does not refer to a valid field",
            "spec.selectableFields[3].jsonPath: Invalid value: \".spec['a']\": is an invalid path: array notation is not allowed",
            "spec.selectableFields[4].jsonPath: Invalid value: \".spec\": must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.",
            "spec.selectableFields[5].jsonPath: Duplicate value: \".spec.a\"",
        ] },
        { """{"preserveUnknownFields":true}""", ["spec.preserveUnknownFields: Invalid value: true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead"] },
        { """{"conversion":{"strategy":"Magic"}}""", ["spec.conversion.strategy: Unsupported value: \"Magic\": supported values: \"None\", \"Webhook\""] },
        { """{"conversion":{"strategy":"None","webhook":{"clientConfig":{"url":"https://a"},"conversionReviewVersions":["v1"]}}}""", [
            "spec.conversion.webhookClientConfig: Forbidden: should not be set when strategy is not set to Webhook",
            "spec.conversion.conversionReviewVersions: Forbidden: should not be set when strategy is not set to Webhook",
        ] },
        { """{"conversion":{"strategy":"Webhook"}}""", ["spec.conversion.webhookClientConfig: Required value: required when strategy is set to Webhook", "spec.conversion.conversionReviewVersions: Required value"] },
        { """{"conversion":{"strategy":"Webhook","webhook":{"clientConfig":{},"conversionReviewVersions":["v2","v2"]}}}""", [
            "spec.conversion.webhookClientConfig: Required value: exactly one of url or service is required",
            "spec.conversion.conversionReviewVersions[1]: Invalid value: \"v2\": duplicate version",
            """spec.conversion.conversionReviewVersions: Invalid value: []string{"v2", "v2"}: must include at least one of v1, v1beta1""",
        ] },
        { """{"conversion":{"strategy":"Webhook","webhook":{"clientConfig":{"url":"http://u@h/p?q#f"},"conversionReviewVersions":["v1"]}}}""", [
            "spec.conversion.webhookClientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL scheme; desired format: https://host[/path]",
            "spec.conversion.webhookClientConfig.url: Invalid value: \"u\": user information is not permitted in the URL",
            "spec.conversion.webhookClientConfig.url: Invalid value: \"f\": fragments are not permitted in the URL",
            "spec.conversion.webhookClientConfig.url: Invalid value: \"q\": query parameters are not permitted in the URL",
        ] },
        { """{"conversion":{"strategy":"Webhook","webhook":{"clientConfig":{"service":{"name":"","namespace":"","port":70000,"path":"/a//B"}},"conversionReviewVersions":["v1"]}}}""", [
            "spec.conversion.webhookClientConfig.service.name: Required value: service name is required",
            "spec.conversion.webhookClientConfig.service.namespace: Required value: service namespace is required",
            "spec.conversion.webhookClientConfig.service.port: Invalid value: 70000: port is not valid: must be between 1 and 65535, inclusive",
            "spec.conversion.webhookClientConfig.service.path: Invalid value: \"/a//B\": segment[1] may not be empty",
            $"spec.conversion.webhookClientConfig.service.path: Invalid value: \"/a//B\": segment[2]: {Admitted.Subdomain}",
        ] },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_definition_is_refused(string spec, string[] faults) => Assert.Equal(faults, Admitted.Faults(KindCatalogue.CustomResourceDefinition, Spec(spec), Name));

    [Fact]
    public void Faults_of_versions_that_differ_stand_at_the_version()
    {
        const string Versions = """
            {"versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}},
                         {"name":"v2","served":true,"storage":false,"schema":{"openAPIV3Schema":{"type":"string"}}}]}
            """;
        Assert.Equal(["spec.versions[1].schema.openAPIV3Schema.type: Invalid value: \"string\": must be object at the root"], Admitted.Faults(KindCatalogue.CustomResourceDefinition, Spec(Versions), Name));
    }

    [Theory]
    [InlineData(null, "metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups must have approval annotation \"api-approved.kubernetes.io\", see https://github.com/kubernetes/enhancements/pull/1111")]
    [InlineData("yes", "metadata.annotations[api-approved.kubernetes.io]: Invalid value: \"yes\": protected groups must have approval annotation \"api-approved.kubernetes.io\" with either a URL or a reason starting with \"unapproved\", see https://github.com/kubernetes/enhancements/pull/1111")]
    [InlineData("unapproved, just a try", null)]
    [InlineData("https://github.com/kubernetes/kubernetes/pull/1", null)]
    public void Groups_of_the_community_need_an_approval(string? approval, string? fault)
    {
        var definition = Json.Tree(Spec("""{"group":"x-k8s.k8s.io"}"""));
        if (approval is not null)
            definition["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["api-approved.kubernetes.io"] = approval } };
        if (fault is null)
            Admitted.New(KindCatalogue.CustomResourceDefinition, definition.ToJsonString(), "crontabs.x-k8s.k8s.io");
        else
            Assert.Equal([fault], Admitted.Faults(KindCatalogue.CustomResourceDefinition, definition.ToJsonString(), "crontabs.x-k8s.k8s.io"));
    }

    [Fact]
    public void Scope_and_kind_stay_once_the_definition_is_established_and_group_and_plural_always()
    {
        var key = new ResourceKey(KindCatalogue.CustomResourceDefinition, "", Name);
        var world = new World();
        World.Put(world.Create(key, Json.Bytes(Spec("{}"))));
        World.Put(world.Replace(key, Admitted.Current(Spec("""{"scope":"Cluster","names":{"plural":"crontabs","kind":"Cron"}}"""), world[key])));
        Assert.Equal(2, world[key].Metadata.Generation);
        World.Put(world.Patch(key, """{"status":{"conditions":[{"type":"Established","status":"True"}]}}""", status: true));
        Assert.Equal(
            ["spec.scope: Invalid value: \"Namespaced\": field is immutable", "spec.names.kind: Invalid value: \"CronTab\": field is immutable"],
            World.Refused(world.Replace(key, Admitted.Current(Spec("{}"), world[key]))).Faults.Select(fault => fault.ToString()));
        Assert.Equal(
            ["metadata.name: Invalid value: \"crontabs.stable.example.com\": must be spec.names.plural+\".\"+spec.group", "spec.group: Invalid value: \"a.b\": field is immutable"],
            Admitted.UpdateFaults(KindCatalogue.CustomResourceDefinition, Spec("{}"), Spec("""{"group":"a.b"}"""), Name));
    }

    [Fact]
    public void Versions_that_objects_were_stored_in_are_remembered_and_may_not_go()
    {
        const string Second = """{"versions":[{"name":"v1","served":true,"storage":false,"schema":{"openAPIV3Schema":{"type":"object"}}},{"name":"v2","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]}""";
        Assert.Equal("""["v1","v2"]""", Admitted.Replaced(KindCatalogue.CustomResourceDefinition, Spec("{}"), Spec(Second), Name).At("status.storedVersions")!.ToJsonString());
        Assert.Equal(
            ["status.storedVersions[0]: Invalid value: \"v1\": missing from spec.versions; v1 was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in v1 and removes v1 from status.storedVersions"],
            Admitted.UpdateFaults(KindCatalogue.CustomResourceDefinition, Spec("{}"), Spec("""{"versions":[{"name":"v2","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]}"""), Name));
    }

    [Fact]
    public void Names_in_a_status_are_checked() => Assert.Equal(
        [$"status.acceptedNames.plural: Invalid value: \"A\": {Label1035}"],
        Admitted.StatusFaults(KindCatalogue.CustomResourceDefinition, Spec("{}"), """{"acceptedNames":{"plural":"A","kind":"A"}}""", Name));

    /// <summary>A sound definition with other fields of spec over it.</summary>
    internal static string Spec(string over)
    {
        var spec = Json.Tree($$"""{"group":"stable.example.com","scope":"Namespaced","names":{"plural":"crontabs","kind":"CronTab"},"versions":[{{Version}}]}""");
        foreach (var (name, value) in Json.Tree(over))
            spec[name] = value?.DeepClone();
        return new JsonObject { ["spec"] = spec }.ToJsonString();
    }

    /// <summary>The version of a sound definition with other fields over it.</summary>
    internal static string OfVersion(string over)
    {
        var version = Json.Tree(Version);
        foreach (var (name, value) in Json.Tree(over))
            version[name] = value?.DeepClone();
        return new JsonObject { ["versions"] = new JsonArray(version) }.ToJsonString();
    }
}
