"""The platform's API, as served at api.weixin.qq.com."""
