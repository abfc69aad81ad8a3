# Transforms of arrays, and their frequencies.
import numpy as np

x = np.array([1.0, 2.0, 4.0, 8.0])
np.fft.fft(x), np.fft.ifft(np.fft.fft(x)), np.fft.rfft(x), np.fft.irfft(np.fft.rfft(x))
np.fft.fft(np.array([1, 0, 0, 0])), np.fft.fft([1, 2, 3], n=4), np.fft.fft(x, norm="ortho"), np.fft.rfft(x, 3)
np.fft.fft(x.astype(np.float32)).dtype, np.fft.rfft(x.astype(np.int32)).dtype, np.fft.irfft(np.fft.rfft(x)).dtype
np.fft.fft2(np.eye(2)), np.fft.ifft2(np.eye(2)), np.fft.rfft2(np.ones((2, 4))), np.fft.fftn(np.ones((2, 2, 2))).ravel()
np.fft.irfft2(np.fft.rfft2(np.arange(8.0).reshape(2, 4)))
np.fft.fft(np.arange(6.0).reshape(2, 3), axis=0)
np.fft.fftfreq(4), np.fft.fftfreq(5, 0.1), np.fft.rfftfreq(5), np.fft.rfftfreq(4, d=0.5)
np.fft.fftshift(np.arange(5)), np.fft.ifftshift(np.arange(5)), np.fft.fftshift(np.arange(6).reshape(2, 3)), np.fft.fftshift(np.arange(6).reshape(2, 3), axes=1)
np.fft.hfft(np.array([1.0, 2.0, 1.0])), np.fft.ihfft(x)
np.abs(np.fft.fft(np.sin(2 * np.pi * np.arange(8) / 8))).round(6)
np.fft.fft(x, 0)
