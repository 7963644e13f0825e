using ActorKube.Model.Kinds;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class PersistentVolumeTests
{
    private const string Rest = """ "capacity":{"storage":"1Gi"},"accessModes":["ReadWriteOnce"] """;

    private static readonly string Sound = Volume("""{"nfs":{"server":"a","path":"/b"}}""");

    /// <summary>The source of a volume whose size and modes are sound, and all that is wrong with it.</summary>
    public static TheoryData<string, string[]> FaultySource => new()
    {
        { "{}", ["spec: Required value: must specify a volume type"] },
        { """{"hostPath":{"path":"/a"},"nfs":{}}""", ["spec.nfs: Forbidden: may not specify more than 1 volume type"] },
        { """{"hostPath":{"path":""}}""", ["spec.hostPath.path: Required value"] },
        { """{"hostPath":{"path":"/a/..","type":"Disk"}}""", [
            "spec.hostPath.path: Invalid value: \"/a/..\": must not contain '..'",
            "spec.hostPath.type: Unsupported value: \"Disk\": supported values: \"\", \"BlockDevice\", \"CharDevice\", \"Directory\", \"DirectoryOrCreate\", \"File\", \"FileOrCreate\", \"Socket\"",
        ] },
        { """{"hostPath":{"path":"//"},"persistentVolumeReclaimPolicy":"Recycle"}""", ["spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'"] },
        { """{"gcePersistentDisk":{"pdName":"","partition":256}}""", [
            "spec.persistentDisk.pdName: Required value", "spec.persistentDisk.partition: Invalid value: 256: must be between 1 and 255, inclusive",
        ] },
        { """{"nfs":{"server":"","path":"a"}}""", ["spec.nfs.server: Required value", "spec.nfs.path: Invalid value: \"a\": must be an absolute path"] },
        { """{"iscsi":{"targetPortal":"p","iqn":"iqn.a","lun":256}}""", ["spec.iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive"] },
        { """{"fc":{}}""", ["spec.fc.targetWWNs: Required value: must specify either targetWWNs or wwids, but not both"] },
        { """{"fc":{"targetWWNs":["a"],"wwids":["b"]}}""", [
            "spec.fc.targetWWNs: Invalid value: []string{\"a\"}: targetWWNs and wwids can not be specified simultaneously",
            "spec.fc.lun: Required value: lun is required if targetWWNs is specified",
        ] },
        { """{"flexVolume":{"driver":"","options":{"x.k8s.io/a":"b","y":"z"}}}""", [
            "spec.flexVolume.driver: Required value", "spec.flexVolume.options[x.k8s.io/a]: Invalid value: \"x.k8s.io/a\": kubernetes.io and k8s.io namespaces are reserved",
        ] },
        { """{"azureDisk":{"diskName":"a","diskURI":"b","cachingMode":"Hot"}}""", [
            "spec.azureDisk.cachingMode: Unsupported value: \"Hot\": supported values: \"None\", \"ReadOnly\", \"ReadWrite\"",
            "spec.azureDisk.diskURI: Unsupported value: \"b\": supported values: \"https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd\"",
        ] },
        { """{"local":{"path":"/a"}}""", ["spec.nodeAffinity: Required value: Local volume requires node affinity"] },
        { """{"local":{"path":"/a"},"nodeAffinity":{}}""", ["spec.nodeAffinity.required: Required value: must specify required node constraints"] },
        { """{"local":{"path":"/a"},"nodeAffinity":{"required":{"nodeSelectorTerms":[]}}}""", [
            "spec.nodeAffinity.required.nodeSelectorTerms: Required value: must have at least one node selector term",
        ] },
        { """{"csi":{"driver":"","volumeHandle":"","nodeStageSecretRef":{},"nodePublishSecretRef":{"name":"A"}}}""", [
            "spec.csi.driver: Required value", $"spec.csi.driver: Invalid value: \"\": {Admitted.Subdomain}", "spec.csi.volumeHandle: Required value",
            $"spec.csi.nodePublishSecretRef.name: Invalid value: \"A\": {Admitted.Subdomain}", "spec.csi.nodePublishSecretRef.namespace: Required value",
        ] },
    };

    [Theory]
    [MemberData(nameof(FaultySource))]
    public void A_faulty_source_is_refused(string source, string[] faults) => Assert.Equal(faults, Admitted.Faults(KindCatalogue.PersistentVolume, Volume(source)));

    /// <summary>The spec of a volume, and all that is wrong with it.</summary>
    public static TheoryData<string, string[]> Faulty => new()
    {
        { """{"nfs":{"server":"a","path":"/b"}}""", [
            "spec.accessModes: Required value", "spec.capacity: Required value", "spec.capacity: Unsupported value: \"\": supported values: \"storage\"",
        ] },
        { """{"nfs":{"server":"a","path":"/b"},"accessModes":["ReadWriteOncePod","ReadWriteMany","Any"],"capacity":{"storage":"-1"},"persistentVolumeReclaimPolicy":"Keep"}""", [
            "spec.accessModes: Unsupported value: \"Any\": supported values: \"ReadOnlyMany\", \"ReadWriteMany\", \"ReadWriteOnce\", \"ReadWriteOncePod\"",
            "spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes",
            "spec.capacity[storage]: Invalid value: -1: must be a valid resource quantity",
            "spec.capacity[storage]: Invalid value: \"-1\": must be greater than zero",
            "spec.persistentVolumeReclaimPolicy: Unsupported value: \"Keep\": supported values: \"Delete\", \"Recycle\", \"Retain\"",
        ] },
        { """{"nfs":{"server":"a","path":"/b"},"accessModes":["ReadWriteOnce"],"capacity":{"storage":"1"},"storageClassName":"A","volumeMode":"Tape"}""", [
            $"spec.storageClassName: Invalid value: \"A\": {Admitted.Subdomain}", "spec.volumeMode: Unsupported value: \"Tape\": supported values: \"Block\", \"Filesystem\"",
        ] },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_volume_is_refused(string spec, string[] faults) => Assert.Equal(faults, Admitted.Faults(KindCatalogue.PersistentVolume, $$"""{"spec":{{spec}}}"""));

    [Fact]
    public void A_volume_is_kept_and_pending_and_a_filesystem_unless_it_says_otherwise()
    {
        var made = Admitted.New(KindCatalogue.PersistentVolume, Volume("""{"hostPath":{"path":"/a"},"claimRef":{"name":"c","namespace":"n"},"volumeAttributesClassName":"fast"}"""));
        Assert.Equal("Retain", (string?)made.At("spec.persistentVolumeReclaimPolicy"));
        Assert.Equal("Filesystem", (string?)made.At("spec.volumeMode"));
        Assert.Equal("", (string?)made.At("spec.hostPath.type"));
        Assert.Equal("PersistentVolumeClaim", (string?)made.At("spec.claimRef.kind"));
        Assert.Null(made.At("spec.volumeAttributesClassName"));
        Assert.Equal("Pending", (string?)made.At("status.phase"));
        Assert.NotNull(made.At("status.lastPhaseTransitionTime"));
    }

    [Theory]
    [InlineData("rbd", """{"monitors":["a"],"image":"b"}""", "keyring", "/etc/ceph/keyring")]
    [InlineData("iscsi", """{"targetPortal":"a","iqn":"iqn.b"}""", "iscsiInterface", "default")]
    [InlineData("scaleIO", """{"gateway":"a","system":"b","volumeName":"c"}""", "fsType", "xfs")]
    public void A_source_has_defaults_of_its_own(string source, string fields, string field, string value) => Assert.Equal(
        value, (string?)Admitted.New(KindCatalogue.PersistentVolume, Volume("{\"" + source + "\":" + fields + "}"))["spec"]![source]![field]);

    [Fact]
    public void The_source_and_the_mode_and_the_place_of_a_volume_stay()
    {
        const string Place = """ "nodeAffinity":{"required":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"a","operator":"Exists"}]}]}} """;
        Assert.Equal(
            [
                "spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation\n- local: {\"path\":\"/a\"}\n+ local: {\"path\":\"/c\"}",
                "volumeMode: Invalid value: \"Block\": field is immutable",
                "nodeAffinity: Invalid value: {\"required\":{\"nodeSelectorTerms\":[{\"matchExpressions\":[{\"key\":\"b\",\"operator\":\"Exists\"}]}]}}: field is immutable",
            ],
            Admitted.UpdateFaults(KindCatalogue.PersistentVolume,
                Volume("""{"local":{"path":"/a"},""" + Place + "}"),
                Volume("""{"local":{"path":"/c"},"volumeMode":"Block",""" + Place.Replace("\"a\"", "\"b\"", StringComparison.Ordinal) + "}")));
    }

    [Fact]
    public void A_volume_may_be_told_its_claim_its_policy_and_a_secret_to_grow_with()
    {
        Assert.Equal("Delete", (string?)Admitted.Replaced(KindCatalogue.PersistentVolume, Sound,
            Volume("""{"nfs":{"server":"a","path":"/b"},"persistentVolumeReclaimPolicy":"Delete","claimRef":{"name":"c"}}""")).At("spec.persistentVolumeReclaimPolicy"));
        Assert.Equal("s", (string?)Admitted.Replaced(KindCatalogue.PersistentVolume,
            Volume("""{"csi":{"driver":"d","volumeHandle":"h"}}"""),
            Volume("""{"csi":{"driver":"d","volumeHandle":"h","controllerExpandSecretRef":{"name":"s","namespace":"n"}}}""")).At("spec.csi.controllerExpandSecretRef.name"));
    }

    /// <summary>The fields of a class, and all that is wrong with them.</summary>
    public static TheoryData<string, string[]> FaultyClass => new()
    {
        { "{}", ["provisioner: Required value"] },
        { """{"provisioner":"A/b/c"}""", [
            "provisioner: Invalid value: \"a/b/c\": a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
            + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') "
            + "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
        ] },
        { """{"provisioner":"a","parameters":{"":"b"},"reclaimPolicy":"Recycle","volumeBindingMode":"Late"}""", [
            "parameters: Invalid value: \"\": field can not be empty.",
            "reclaimPolicy: Unsupported value: \"Recycle\": supported values: \"Delete\", \"Retain\"",
            "volumeBindingMode: Unsupported value: \"Late\": supported values: \"Immediate\", \"WaitForFirstConsumer\"",
        ] },
        { $$$"""{"provisioner":"a","parameters":{"b":"{{{new string('c', 256 * 1024)}}}"}}""", ["parameters: Too long: may not be more than 262144 bytes"] },
        { """{"provisioner":"a","allowedTopologies":[{"matchLabelExpressions":[{"key":"z","values":["a","a"]},{"key":"z","values":[]}]}]}""", [
            "allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: \"a\"",
            "allowedTopologies[0].matchLabelExpressions[1].values: Required value",
            "allowedTopologies[0].matchLabelExpressions[1].key: Duplicate value: \"z\"",
        ] },
        { """{"provisioner":"a","allowedTopologies":[{"matchLabelExpressions":[{"key":"z","values":["a","b"]}]},{"matchLabelExpressions":[{"key":"z","values":["b","a"]}]}]}""", [
            "allowedTopologies[1].matchLabelExpressions: Duplicate value: \"\"",
        ] },
    };

    [Theory]
    [MemberData(nameof(FaultyClass))]
    public void A_faulty_class_is_refused(string fields, string[] faults) => Assert.Equal(faults, Admitted.Faults(KindCatalogue.StorageClass, fields));

    [Fact]
    public void A_class_deletes_its_volumes_and_binds_at_once_unless_it_says_otherwise()
    {
        var made = Admitted.New(KindCatalogue.StorageClass, """{"provisioner":"a"}""");
        Assert.Equal("Delete", (string?)made.At("reclaimPolicy"));
        Assert.Equal("Immediate", (string?)made.At("volumeBindingMode"));
    }

    [Fact]
    public void What_a_class_does_stays() => Assert.Equal(
        [
            "parameters: Forbidden: updates to parameters are forbidden.",
            "provisioner: Forbidden: updates to provisioner are forbidden.",
            "reclaimPolicy: Forbidden: updates to reclaimPolicy are forbidden.",
            "volumeBindingMode: Invalid value: \"WaitForFirstConsumer\": field is immutable",
        ],
        Admitted.UpdateFaults(KindCatalogue.StorageClass, """{"provisioner":"a"}""",
            """{"provisioner":"b","parameters":{"c":"d"},"reclaimPolicy":"Retain","volumeBindingMode":"WaitForFirstConsumer"}"""));

    [Fact]
    public void A_class_may_let_its_volumes_grow() => Assert.True((bool?)Admitted.Replaced(
        KindCatalogue.StorageClass, """{"provisioner":"a"}""", """{"provisioner":"a","parameters":{},"allowVolumeExpansion":true}""").At("allowVolumeExpansion"));

    private static string Volume(string source) => """{"spec":{""" + Rest + (source == "{}" ? "" : ",") + source[1..] + "}";
}
