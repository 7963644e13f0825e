using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Tests.Writes;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class PersistentVolumeClaimTests
{
    private const string Rest = """ "accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"2Gi"}} """;

    private readonly World _world = new();

    /// <summary>The spec of a claim, and all that is wrong with it.</summary>
    public static TheoryData<string, string[]> Faulty => new()
    {
        { "{}", ["spec.accessModes: Required value: at least 1 access mode is required", "spec.resources[storage]: Required value"] },
        { """{"accessModes":["Any"],"selector":{"matchLabels":{"a":"-"}},"resources":{"requests":{"storage":"0"}}}""", [
            "spec.selector.matchLabels: Invalid value: \"-\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
            + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
            "spec.accessModes: Unsupported value: \"Any\": supported values: \"ReadOnlyMany\", \"ReadWriteMany\", \"ReadWriteOnce\", \"ReadWriteOncePod\"",
            "spec.resources[storage]: Invalid value: \"0\": must be greater than zero",
        ] },
        { "{" + Rest + ""","storageClassName":"A","volumeMode":"Tape"}""", [
            $"spec.storageClassName: Invalid value: \"A\": {Admitted.Subdomain}", "spec.volumeMode: Unsupported value: \"Tape\": supported values: \"Block\", \"Filesystem\"",
        ] },
        { "{" + Rest + ""","dataSourceRef":{"kind":"K","name":""}}""", [
            "spec.dataSource.name: Required value", "spec.dataSource: Invalid value: \"K\": must be 'PersistentVolumeClaim' when referencing the default apiGroup",
            "spec.dataSourceRef.name: Required value", "spec.dataSourceRef: Invalid value: \"K\": must be 'PersistentVolumeClaim' when referencing the default apiGroup",
        ] },
        { "{" + Rest + ""","dataSource":{"kind":"PersistentVolumeClaim","name":"a"},"dataSourceRef":{"kind":"PersistentVolumeClaim","name":"b"}}""", [
            "spec: Invalid value: spec.dataSource: must match dataSourceRef",
        ] },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_claim_is_refused(string spec, string[] faults) => Assert.Equal(faults, Admitted.Faults(KindCatalogue.PersistentVolumeClaim, $$"""{"spec":{{spec}}}"""));

    [Fact]
    public void A_claim_is_pending_and_wants_a_filesystem_and_says_twice_what_fills_its_volume()
    {
        var made = Admitted.New(KindCatalogue.PersistentVolumeClaim, Claim(""","dataSource":{"kind":"PersistentVolumeClaim","name":"a"},"volumeAttributesClassName":"fast" """));
        Assert.Equal("Pending", (string?)made.At("status.phase"));
        Assert.Equal("Filesystem", (string?)made.At("spec.volumeMode"));
        Assert.Equal("""{"kind":"PersistentVolumeClaim","name":"a"}""", made.At("spec.dataSourceRef")!.ToJsonString());
        Assert.Null(made.At("spec.volumeAttributesClassName"));
    }

    [Fact]
    public void A_source_that_only_the_new_field_may_name_is_forgotten_in_the_old_one() => Assert.Null(
        Admitted.New(KindCatalogue.PersistentVolumeClaim, Claim(""","dataSource":{"kind":"K","apiGroup":"a.b","name":"c"} """)).At("spec.dataSource"));

    [Fact]
    public void Who_names_no_class_gets_the_youngest_default()
    {
        Class("a", isDefault: true);
        _world.Now = _world.Now.AddMinutes(1);
        Class("c", isDefault: true);
        Class("b", isDefault: true);
        _world.Now = _world.Now.AddMinutes(1);
        Class("d", isDefault: false);
        Assert.Equal("b", (string?)World.Put(_world.Create(Key, Json.Bytes(Claim("")))).ToTree().At("spec.storageClassName"));
    }

    [Fact]
    public void Who_wants_no_class_gets_none()
    {
        Class("a", isDefault: true);
        Assert.Equal("", (string?)World.Put(_world.Create(Key, Json.Bytes(Claim(""","storageClassName":"" """)))).ToTree().At("spec.storageClassName"));
    }

    [Fact]
    public void A_claim_stays_but_for_its_volume_and_a_class_that_it_lacked()
    {
        Assert.Equal("v", (string?)Admitted.Replaced(KindCatalogue.PersistentVolumeClaim, Claim(""), Claim(""","volumeName":"v","storageClassName":"c" """)).At("spec.volumeName"));
        Assert.Equal(
            ["spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n"
             + "- storageClassName: \"b\"\n+ storageClassName: \"c\"\n- volumeName: \"v\"\n+ volumeName: \"w\""],
            Admitted.UpdateFaults(KindCatalogue.PersistentVolumeClaim, Claim(""","storageClassName":"b","volumeName":"v" """), Claim(""","storageClassName":"c","volumeName":"w" """)));
    }

    [Fact]
    public void Only_a_bound_claim_may_grow_and_it_may_shrink_again_but_not_to_what_it_has()
    {
        World.Put(_world.Create(Key, Json.Bytes(Claim(""))));
        Assert.Contains("spec is immutable after creation", World.Refused(_world.Patch(Key, Size("3Gi"))).Message);
        World.Put(_world.Patch(Key, """{"status":{"phase":"Bound","capacity":{"storage":"2Gi"}}}""", status: true));
        World.Put(_world.Patch(Key, Size("4Gi")));
        World.Put(_world.Patch(Key, Size("3Gi")));
        Assert.Equal(
            ["spec.resources.requests.storage: Forbidden: field can not be less than status.capacity"],
            World.Refused(_world.Patch(Key, Size("2Gi"))).Faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public void A_faulty_status_is_refused() => Assert.Equal(
        [
            "status.capacity[storage]: Invalid value: -1: must be a valid resource quantity",
            "status.allocatedResourceStatus: Unsupported value: \"storage\": supported values: \"ControllerResizeInProgress\", \"ControllerResizeInfeasible\", "
            + "\"NodeResizeInProgress\", \"NodeResizeInfeasible\", \"NodeResizePending\"",
            "status.allocatedResources: Unsupported value: \"cpu\": supported values: \"storage\"",
        ],
        Admitted.StatusFaults(KindCatalogue.PersistentVolumeClaim, Claim(""),
            """{"capacity":{"storage":"-1"},"allocatedResourceStatuses":{"storage":"Big"},"allocatedResources":{"cpu":"1"}}"""));

    private static ResourceKey Key => new(KindCatalogue.PersistentVolumeClaim, "default", "x");

    private static string Claim(string more) => """{"spec":{""" + Rest + more + "}}";

    private static string Size(string size) => $$$$$"""{"spec":{"resources":{"requests":{"storage":"{{{{{size}}}}}"}}}}""";

    private void Class(string name, bool isDefault) => World.Put(_world.Create(
        new ResourceKey(KindCatalogue.StorageClass, "", name),
        Json.Bytes($$$"""{"metadata":{"annotations":{"storageclass.kubernetes.io/is-default-class":"{{{(isDefault ? "true" : "false")}}}"}},"provisioner":"p"}""")));
}
