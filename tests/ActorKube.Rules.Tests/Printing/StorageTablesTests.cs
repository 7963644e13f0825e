using ActorKube.Model.Kinds;
using Xunit;
using static ActorKube.Rules.Tests.Printing.PrintedRow;

namespace ActorKube.Rules.Tests.Printing;

/// <summary>Volumes, claims and classes as <c>kubectl get -o wide</c> shows them.</summary>
public sealed class StorageTablesTests
{
    [Theory]
    [InlineData("{}", "Capacity: 0", "Access Modes: ", "Reclaim Policy: ", "Status: ", "Claim: ", "StorageClass: ", "VolumeAttributesClass: <unset>", "Reason: ",
        "Age: 5m", "VolumeMode: <unset>")]
    [InlineData("""
        {"spec":{"capacity":{"storage":"1024Mi"},"accessModes":["ReadWriteMany","ReadWriteOnce","ReadWriteOnce"],"persistentVolumeReclaimPolicy":"Retain",
          "claimRef":{"namespace":"shop","name":"data"},"storageClassName":"fast","volumeAttributesClassName":"gold","volumeMode":"Filesystem"},
          "status":{"phase":"Bound","reason":"why"}}
        """, "Capacity: 1Gi", "Access Modes: RWO,RWX", "Reclaim Policy: Retain", "Status: Bound", "Claim: shop/data", "StorageClass: fast",
        "VolumeAttributesClass: gold", "Reason: why", "VolumeMode: Filesystem")]
    [InlineData("""{"metadata":{"deletionTimestamp":"2026-01-01T12:05:00Z"},"status":{"phase":"Released"}}""", "Status: Terminating")]
    public void A_volume(string value, params string[] cells) => Shows(KindCatalogue.PersistentVolume, value, cells);

    [Theory]
    [InlineData("""{"spec":{"accessModes":["ReadWriteOnce"],"storageClassName":"fast","resources":{"requests":{"storage":"1Gi"}}},"status":{"phase":"Pending"}}""",
        "Status: Pending", "Volume: ", "Capacity: ", "Access Modes: ", "StorageClass: fast", "VolumeAttributesClass: <unset>", "VolumeMode: <unset>")]
    [InlineData("""
        {"spec":{"volumeName":"pv-1","volumeMode":"Block"},
          "status":{"phase":"Bound","capacity":{"storage":"2Gi"},"accessModes":["ReadWriteOncePod","ReadOnlyMany"]}}
        """, "Status: Bound", "Volume: pv-1", "Capacity: 2Gi", "Access Modes: ROX,RWOP", "StorageClass: ", "VolumeMode: Block", "Age: 5m")]
    [InlineData("""
        {"metadata":{"annotations":{"volume.beta.kubernetes.io/storage-class":"old"},"deletionTimestamp":"2026-01-01T12:05:00Z"},
          "spec":{"storageClassName":"new","volumeName":"pv-1"}}
        """, "Status: Terminating", "Capacity: 0", "StorageClass: old")]
    public void A_claim(string value, params string[] cells) => Shows(KindCatalogue.PersistentVolumeClaim, value, cells);

    [Theory]
    [InlineData("""{"provisioner":"example.com/disk"}""", "Name: x", "Provisioner: example.com/disk", "ReclaimPolicy: Delete", "VolumeBindingMode: Immediate",
        "AllowVolumeExpansion: false", "Age: 5m")]
    [InlineData("""
        {"metadata":{"annotations":{"storageclass.kubernetes.io/is-default-class":"true"}},"reclaimPolicy":"Retain","volumeBindingMode":"WaitForFirstConsumer",
          "allowVolumeExpansion":true}
        """, "Name: x (default)", "ReclaimPolicy: Retain", "VolumeBindingMode: WaitForFirstConsumer", "AllowVolumeExpansion: true")]
    [InlineData("""{"metadata":{"annotations":{"storageclass.kubernetes.io/is-default-class":"false"}}}""", "Name: x")]
    public void A_storage_class(string value, params string[] cells) => Shows(KindCatalogue.StorageClass, value, cells);
}
