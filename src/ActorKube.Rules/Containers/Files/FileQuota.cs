namespace ActorKube.Rules.Containers.Files;

/// <summary>How many files, and bytes in them, a pod's volumes and containers may hold together. It is also their lock.</summary>
/// <param name="files">At most so many files and directories.</param>
/// <param name="bytes">At most so many bytes.</param>
public sealed class FileQuota(int files, long bytes)
{
    private int _files;
    private long _bytes;

    /// <summary>Bytes that may still be written.</summary>
    public long Free
    {
        get
        {
            lock (this)
                return bytes - _bytes;
        }
    }

    internal bool Take(int moreFiles, long moreBytes)
    {
        if (_files + moreFiles > files || _bytes + moreBytes > bytes)
            return false;
        _files += moreFiles;
        _bytes += moreBytes;
        return true;
    }

    internal void Give(int fewerFiles, long fewerBytes)
    {
        _files -= fewerFiles;
        _bytes -= fewerBytes;
    }
}
