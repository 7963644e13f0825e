using System.Text;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Volumes;
using Xunit;

namespace ActorKube.Rules.Tests.Volumes;

/// <summary>Volumes in memory: files that are given, limits, and the node's own files.</summary>
public sealed class VolumeFilesTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    [Fact]
    public void Given_files_share_their_bytes_cost_no_quota_and_are_laid_out_when_somebody_looks()
    {
        var bytes = Encoding.UTF8.GetBytes("red");
        var asked = 0;
        var quota = new FileQuota(1, 1);
        var volume = MemoryVolume.Of(quota, () =>
        {
            asked++;
            return new([new("a/colour", bytes, (UnixFileMode)0b100_000_000)], Now);
        });
        Assert.Equal(0, asked);

        Assert.Equal(["a"], volume.List(""));
        Assert.Equal(new FileFacts(false, 3, Now, (UnixFileMode)0b100_000_000), volume.Find("a/colour"));
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(volume.Read("a/colour").Bytes, out var shared) && shared.Array == bytes);
        Assert.Equal((1, 1), (asked, quota.Free));
    }

    [Fact]
    public void Files_that_change_change_all_at_once_and_what_was_made_besides_is_given_back()
    {
        var quota = new FileQuota(2, 10);
        var volume = MemoryVolume.Of(quota, () => new([new("old", "1"u8.ToArray(), default)], Now));
        Assert.Equal(FileFault.None, volume.MakeDirectory("part", parents: true, Now));
        volume.LayOutAnew(() => new([new("new", "2"u8.ToArray(), default)], Now));
        Assert.Equal(["new"], volume.List(""));
        Assert.Equal(FileFault.None, volume.MakeDirectory("a", parents: true, Now));
        Assert.Equal(FileFault.None, volume.MakeDirectory("b", parents: true, Now));
    }

    [Fact]
    public void A_volume_in_memory_is_full_at_its_limit_and_the_quota_knows_nothing_of_what_did_not_fit()
    {
        var quota = new FileQuota(10, 100);
        var volume = new MemoryVolume(quota, limit: 4);
        Assert.Equal(FileFault.None, volume.Write("a", "1234"u8, append: false, Now));
        Assert.Equal(FileFault.NoSpace, volume.Write("a", "5"u8, append: true, Now));
        Assert.Equal(96, quota.Free);
        Assert.Equal(FileFault.None, volume.Write("a", "12"u8, append: false, Now));
        Assert.Equal(FileFault.None, volume.Write("b", "34"u8, append: false, Now));
    }

    [Fact]
    public void A_volume_tells_once_when_it_passes_its_mark_and_again_after_it_was_below()
    {
        var told = 0;
        var volume = new MemoryVolume(new FileQuota(10, 100)) { Watermark = (3, () => told++) };
        volume.Write("a", "123"u8, append: false, Now);
        Assert.Equal(0, told);
        volume.Write("a", "4"u8, append: true, Now);
        volume.Write("a", "5"u8, append: true, Now);
        Assert.Equal((1, 5L), (told, volume.Used));
        volume.Remove("a", recursive: false);
        volume.Write("b", "1234"u8, append: false, Now);
        Assert.Equal((2, 4L), (told, volume.Used));
    }

    [Theory]
    [InlineData("", "/new/deep", null)]
    [InlineData("Directory", "/dir", null)]
    [InlineData("Directory", "/none", "hostPath type check failed: /none is not a directory")]
    [InlineData("DirectoryOrCreate", "/new/deep", null)]
    [InlineData("DirectoryOrCreate", "/dir/file", "hostPath type check failed: /dir/file is not a directory")]
    [InlineData("File", "/dir/file", null)]
    [InlineData("File", "/dir", "hostPath type check failed: /dir is not a file")]
    [InlineData("FileOrCreate", "/dir/new", null)]
    [InlineData("FileOrCreate", "/none/new", "open /none/new: no such file or directory")]
    [InlineData("FileOrCreate", "/dir", "hostPath type check failed: /dir is not a file")]
    [InlineData("Socket", "/dir/file", "hostPath type check failed: /dir/file is not a socket file")]
    [InlineData("CharDevice", "/dir/file", "hostPath type check failed: /dir/file is not a character device")]
    [InlineData("BlockDevice", "/dir/file", "hostPath type check failed: /dir/file is not a block device")]
    public void A_path_of_the_node_must_be_of_its_type(string type, string path, string? fault)
    {
        var disk = new MemoryVolume(new FileQuota(10, 100));
        disk.MakeDirectory("dir", parents: true, Now);
        disk.Write("dir/file", "x"u8, append: false, Now);
        Assert.Equal(fault, HostPathRules.SetUp(disk, path, type, Now));
        if (fault is null)
            Assert.Equal(!type.StartsWith("File", StringComparison.Ordinal), disk.Find(path[1..])!.Value.IsDirectory);
    }
}
