using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class PodVolumeFaultTests
{
    private const string Mode = "must be a number between 0 and 0777 (octal), both inclusive";

    /// <summary>The source of a volume, and all that is wrong with it; every path begins at the volume.</summary>
    public static TheoryData<string, string[]> Faulty => new()
    {
        { """{"emptyDir":{"sizeLimit":"-1"}}""", [".emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity"] },
        { """{"emptyDir":{},"nfs":{},"downwardAPI":{},"cephfs":{}}""", [".nfs: Forbidden: may not specify more than 1 volume type", ".cephFS: Forbidden: may not specify more than 1 volume type", ".downwarAPI: Forbidden: may not specify more than 1 volume type"] },
        { """{"hostPath":{}}""", [".hostPath.path: Required value"] },
        { """{"hostPath":{"path":"/a/../b","type":"Pipe"}}""", [".hostPath.path: Invalid value: \"/a/../b\": must not contain '..'", ".hostPath.type: Unsupported value: \"Pipe\": supported values: \"\", \"BlockDevice\", \"CharDevice\", \"Directory\", \"DirectoryOrCreate\", \"File\", \"FileOrCreate\", \"Socket\""] },
        { """{"gitRepo":{"directory":"/a"}}""", [".gitRepo.repository: Required value", ".gitRepo.directory: Invalid value: \"/a\": must be a relative path"] },
        { """{"gcePersistentDisk":{"partition":256}}""", [".persistentDisk.pdName: Required value", ".persistentDisk.partition: Invalid value: 256: must be between 1 and 255, inclusive"] },
        { """{"secret":{"defaultMode":512,"items":[{"path":"../a","mode":-1}]}}""", [".secret.secretName: Required value", ".secret.defaultMode: Invalid value: 512: " + Mode, ".secret.items[0].key: Required value", ".secret.items[0].path: Invalid value: \"../a\": must not contain '..'", ".secret.items[0].mode: Invalid value: -1: " + Mode] },
        { """{"configMap":{"items":[{"key":"k","path":"..data"}]}}""", [".configMap.name: Required value", ".configMap.items[0].path: Invalid value: \"..data\": must not start with '..'"] },
        { """{"nfs":{"server":"s","path":"a"}}""", [".nfs.path: Invalid value: \"a\": must be an absolute path"] },
        { """{"persistentVolumeClaim":{}}""", [".persistentVolumeClaim.claimName: Required value"] },
        { """{"iscsi":{"iqn":"abc","lun":256,"chapAuthSession":true}}""", [".iscsi.targetPortal: Required value", ".iscsi.iqn: Invalid value: \"abc\": must be valid format starting with iqn, eui, or naa", ".iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive", ".iscsi.secretRef: Required value"] },
        { """{"downwardAPI":{"items":[{"path":"a"},{"path":"b","fieldRef":{"fieldPath":"spec.nodeName"}},{"path":"c","resourceFieldRef":{"resource":"limits.cpu"}}]}}""",
            [
                ".downwardAPI: Required value: one of fieldRef and resourceFieldRef is required",
                ".downwardAPI.fieldRef.fieldPath: Unsupported value: \"spec.nodeName\": supported values: \"metadata.annotations\", \"metadata.labels\", \"metadata.name\", \"metadata.namespace\", \"metadata.uid\"",
                ".downwardAPI.resourceFieldRef.containerName: Required value",
            ]
        },
        { """{"fc":{"targetWWNs":["a"],"wwids":["b"]}}""", [".fc.targetWWNs: Invalid value: []string{\"a\"}: targetWWNs and wwids can not be specified simultaneously", ".fc.lun: Required value: lun is required if targetWWNs is specified"] },
        { """{"flexVolume":{"options":{"a.k8s.io/b":"c"}}}""", [".flexVolume.driver: Required value", ".flexVolume.options[a.k8s.io/b]: Invalid value: \"a.k8s.io/b\": kubernetes.io and k8s.io namespaces are reserved"] },
        { """{"azureDisk":{"diskName":"d","diskURI":"x"}}""", [".azureDisk.diskURI: Unsupported value: \"x\": supported values: \"https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd\""] },
        { """{"flocker":{}}""", [".flocker: Required value: one of datasetName and datasetUUID is required"] },
        { """{"quobyte":{"registry":"a:1,b","volume":"v"}}""", [".quobyte.registry: Invalid value: \"a:1,b\": must be a host:port pair or multiple pairs separated by commas"] },
        { """{"csi":{"nodePublishSecretRef":{"name":"S"}}}""", [".csi.driver: Required value", ".csi.driver: Invalid value: \"\": " + Admitted.Subdomain, ".csi.name: Invalid value: \"S\": " + Admitted.Subdomain] },
        { """{"ephemeral":{}}""", [".ephemeral.volumeClaimTemplate: Required value"] },
        { """{"ephemeral":{"volumeClaimTemplate":{"metadata":{"name":"x"},"spec":{}}}}""", [".ephemeral.volumeClaimTemplate.metadata.name: Forbidden: cannot be set", ".ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required", ".ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value"] },
        {
            """{"projected":{"sources":[{"secret":{"items":[{"key":"k","path":"p"}]},"configMap":{"name":"c","items":[{"key":"k","path":"p"}]}},{"serviceAccountToken":{"expirationSeconds":599}}]}}""",
            [
                ".projected.sources[0].secret.name: Required value",
                ".projected: Invalid value: \"c\": conflicting duplicate paths",
                ".projected.sources[0]: Forbidden: may not specify more than 1 volume type per source",
                ".projected.sources[1].serviceAccountToken.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes",
                ".projected.path: Required value",
            ]
        },
        { """{"projected":{"sources":[{"clusterTrustBundle":{"path":"p"}}]}}""", [".projected.sources[0].clusterTrustBundle: Required value: either name or signerName must be specified"] },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_volume_is_refused_in_upstreams_words(string source, string[] faults) => Assert.Equal(
        faults.Select(fault => "spec.volumes[0]" + fault),
        PodText.Faults($$"""+{"volumes":[{"name":"v",{{source[1..]}}]}"""));

    [Fact]
    public void A_claim_that_the_pod_makes_for_itself_is_no_claim_for_another_volume() => Assert.Contains(
        "spec.volumes[1].persistentVolumeClaim.claimName: Invalid value: \"web-a\": must not reference a PVC that gets created for an ephemeral volume",
        PodText.Faults("""+{"volumes":[{"name":"a","ephemeral":{}},{"name":"b","persistentVolumeClaim":{"claimName":"web-a"}}]}"""));

    [Fact]
    public void Who_mounts_a_faulty_volume_mounts_none() => Assert.Equal(
        ["spec.volumes[0].hostPath.path: Required value", "spec.containers[0].volumeMounts[0].name: Not found: \"v\""],
        PodText.Faults("""{"volumes":[{"name":"v","hostPath":{}}],"containers":[{"name":"a","image":"i","volumeMounts":[{"name":"v","mountPath":"/v"}]}]}"""));
}
